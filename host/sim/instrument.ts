/**
 * Makes a program tell the simulated interpreter what it does: the text is parsed, and calls are put in between. The
 * program that is stored and flashed stays as it is; only what Node runs is changed.
 *
 * | call    | where                                   | for                                                    |
 * |---------|-----------------------------------------|--------------------------------------------------------|
 * | `$s(µs)` | before every statement                 | time; the point at which interrupts come and aborts hit |
 * | `$c(µs)` | in a part that is not always evaluated | time                                                   |
 * | `$e() $l()` | around the body of a function       | the depth of the stack                                 |
 * | `$a(e)`  | first in a `catch`                     | an abort is not caught                                 |
 * | `$f()`   | around a `finally`                     | an abort skips it                                      |
 * | `$g(x)`  | around what makes strings grow         | memory                                                 |
 * | `$w(o)`  | where an element is stored             | memory                                                 |
 * | `$i(t)`  | in a direct `eval`                     | the same for what it runs                              |
 * | `$n(x)`  | where a number may be joined to a text | numbers as Espruino writes them                        |
 */
import { type AnyNode, type Node, type Program, parse, type Statement } from "acorn";
import { syntaxCosts as cost } from "./costs.ts";
import { deferredCost, expressionCost, skipCost } from "./expression-cost.ts";

/** Cheaper parts are not worth a call; they count as skipped. */
const WORTH_COUNTING_US = 5;

/**
 * @param scale - microseconds on the simulated board for one on the RP2040.
 * @throws SyntaxError as acorn words it.
 */
export function instrument(source: string, scale = 1): string {
  const program = parse(source, { ecmaVersion: 2020, allowReturnOutsideFunction: true });
  return new Instrumenter(source, scale).rewrite(program);
}

class Instrumenter {
  private readonly inserts: { at: number; text: string }[] = [];

  constructor(
    private readonly source: string,
    private readonly scale: number,
  ) {}

  rewrite(program: Program): string {
    this.list(program.body as Statement[]);
    this.nameTheResult(program);
    return this.spliced();
  }

  /** A declaration has a value at Espruino's prompt: what it declared. */
  private nameTheResult(program: Program): void {
    const last = program.body.at(-1);
    if (last?.type === "FunctionDeclaration") this.insert(last.end, `;${last.id.name}`);
    const name = last?.type === "VariableDeclaration" && last.declarations.at(-1)?.id;
    if (name && name.type === "Identifier") this.insert(program.end, `;${name.name}`);
  }

  private list(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (!("directive" in statement)) this.insert(statement.start, this.step(statement));
      this.inside(statement);
    }
  }

  /** The only statement of a branch or loop: it gets braces, so that something can stand before it. */
  private branch(statement: Statement, beforeUs = 0, afterUs = 0): void {
    const isBlock = statement.type === "BlockStatement";
    const first = isBlock ? statement.start + 1 : statement.start;
    this.insert(first, (isBlock ? "" : "{") + this.charge(beforeUs) + (isBlock ? "" : this.step(statement)));
    this.inside(statement);
    this.insert(isBlock ? statement.end - 1 : statement.end, this.charge(afterUs) + (isBlock ? "" : "}"));
  }

  private inside(node: Statement): void {
    switch (node.type) {
      case "BlockStatement":
        return this.list(node.body);
      case "IfStatement":
        return this.ifStatement(node);
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
        return this.loop(node);
      case "SwitchStatement":
        this.expressions(node.discriminant);
        for (const { test, consequent } of node.cases) {
          this.expressions(test);
          this.list(consequent);
        }
        return;
      case "TryStatement":
        return this.tryStatement(node);
      case "LabeledStatement":
        return this.inside(node.body);
      default:
        return this.expressions(node);
    }
  }

  private ifStatement(node: Extract<Statement, { type: "IfStatement" }>): void {
    this.expressions(node.test);
    const { consequent, alternate } = node;
    this.branch(consequent, 0, skipCost(alternate));
    if (alternate) this.branch(alternate, skipCost(consequent));
    else this.insert(node.end, `else{${this.charge(skipCost(consequent))}}`);
  }

  private loop(node: Loop): void {
    if (node.type === "DoWhileStatement") {
      this.branch(node.body);
      return this.precede(node.test, this.charge(cost.iteration + expressionCost(node.test), ","));
    }
    if (node.type === "ForInStatement" || node.type === "ForOfStatement") {
      this.expressions(node.right);
      return this.branch(node.body, cost.iteration);
    }
    if (node.type === "ForStatement") this.expressions(node.init);
    const updateUs = node.type === "ForStatement" ? expressionCost(node.update) : 0;
    const roundUs = cost.iteration + expressionCost(node.test) + updateUs;
    if (node.test) this.precede(node.test, this.charge(roundUs, ","));
    if (node.type === "ForStatement") this.expressions(node.update);
    this.branch(node.body, node.test ? 0 : roundUs);
  }

  private tryStatement(node: Extract<Statement, { type: "TryStatement" }>): void {
    this.list(node.block.body);
    if (node.handler) {
      const { param, body } = node.handler;
      const name = param?.type === "Identifier" ? param.name : "$x";
      if (!param) this.insert(body.start, "($x)");
      this.insert(body.start + 1, `$a(${name});`);
      this.list(body.body);
    }
    if (node.finalizer) {
      this.insert(node.finalizer.start + 1, "if($f()){");
      this.list(node.finalizer.body);
      this.insert(node.finalizer.end - 1, "}");
    }
  }

  /** Walks through expressions, down to the functions in them. */
  private expressions(node: AnyNode | null | undefined): void {
    if (!node) return;
    switch (node.type) {
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return this.functionBody(node);
      case "LogicalExpression":
        this.expressions(node.left);
        return this.deferred(node.right);
      case "ConditionalExpression":
        this.expressions(node.test);
        this.deferred(node.consequent);
        return this.deferred(node.alternate);
      case "AssignmentExpression":
        return this.assignment(node);
      case "BinaryExpression":
        return this.binary(node);
      case "CallExpression":
        return this.call(node);
      default:
        for (const child of childrenOf(node)) this.expressions(child);
    }
  }

  private functionBody(node: FunctionNode): void {
    for (const parameter of node.params) this.expressions(parameter);
    const { body } = node;
    if (body.type !== "BlockStatement") {
      const arrow = this.source.indexOf("=>", node.params.at(-1)?.end ?? node.start) + 2;
      this.insert(arrow, `{$e();try{${this.charge(expressionCost(body))}return `);
      this.expressions(body);
      return this.insert(node.end, "}finally{$l()}}");
    }
    const first = body.body.find((statement) => !("directive" in statement));
    this.insert(first?.start ?? body.end - 1, "$e();try{");
    this.list(body.body);
    this.insert(body.end - 1, "}finally{$l()}");
  }

  private deferred(node: AnyNode & Parameters<typeof deferredCost>[0]): void {
    const us = deferredCost(node);
    if (us < WORTH_COUNTING_US) this.expressions(node);
    else this.precede(node, this.charge(us, ","));
  }

  private assignment(node: Extract<AnyNode, { type: "AssignmentExpression" }>): void {
    const { left } = node;
    const grows = node.operator === "+=";
    const stores = left.type === "MemberExpression" && left.computed && left.object.type !== "Super";
    if (grows) this.insert(node.start, "$g(");
    if (stores) {
      this.pass(left.object, "$w");
      this.expressions(left.property);
    } else this.expressions(left);
    this.expressions(node.right);
    if (grows) this.insert(node.end, ")");
  }

  private binary({ operator, left, right }: Extract<AnyNode, { type: "BinaryExpression" }>): void {
    const isJoining = operator === "+" && (isText(left) || isText(right));
    for (const side of [left, right]) {
      if (isJoining && !isText(side)) this.pass(side, "$n");
      else this.expressions(side);
    }
  }

  private call(node: Extract<AnyNode, { type: "CallExpression" }>): void {
    const [text, ...more] = node.arguments;
    const isEval = node.callee.type === "Identifier" && node.callee.name === "eval" && text !== undefined;
    this.expressions(node.callee);
    if (isEval) this.pass(text, "$i");
    else this.expressions(text);
    for (const argument of more) this.expressions(argument);
  }

  /** A list of expressions keeps brackets of its own, or a call would take it for several arguments. */
  private wrap(node: AnyNode, first: string, open = "("): void {
    const isList = node.type === "SequenceExpression" && open !== "(";
    this.insert(node.start, open + (isList ? "(" : "") + first);
    this.expressions(node);
    this.insert(node.end, isList ? "))" : ")");
  }

  private step(statement: Statement): string {
    return `$s(${this.scaled(statementCost(statement))});`;
  }

  private charge(us: number, end = ";"): string {
    return us > 0 ? `$c(${this.scaled(us)})${end}` : "";
  }

  private scaled(us: number): number {
    return Math.round(us * this.scale * 100) / 100;
  }

  private insert(at: number, text: string): void {
    if (text) this.inserts.push({ at, text });
  }

  /** Texts for the same place stay in the order in which they were inserted: outer ones open first and close last. */
  private spliced(): string {
    let text = "";
    let copied = 0;
    for (const { at, text: inserted } of this.inserts.sort((one, other) => one.at - other.at)) {
      text += this.source.slice(copied, at) + inserted;
      copied = at;
    }
    return text + this.source.slice(copied);
  }
}

/** What a statement costs before the statements inside it begin. */
function statementCost(node: Statement): number {
  switch (node.type) {
    case "ExpressionStatement":
      return cost.statement + expressionCost(node.expression);
    case "VariableDeclaration":
      return node.declarations.reduce(
        (sum, { init }) => sum + cost.declaration + expressionCost(init),
        cost.statement as number,
      );
    case "ReturnStatement":
    case "ThrowStatement":
      return cost.statement + cost.result + expressionCost(node.argument);
    case "IfStatement":
      return cost.statement + cost.branch + expressionCost(node.test);
    case "ForStatement": {
      const init =
        node.init?.type === "VariableDeclaration" ? statementCost(node.init) : expressionCost(node.init);
      return cost.statement + cost.loop + init + skipCost(node.body);
    }
    case "ForInStatement":
    case "ForOfStatement":
      return cost.statement + cost.loop + expressionCost(node.right);
    case "WhileStatement":
    case "DoWhileStatement":
      return cost.statement + cost.loop + skipCost(node.body);
    case "SwitchStatement":
      return cost.statement + cost.branch + expressionCost(node.discriminant) + skipCost(node);
    case "TryStatement":
      return cost.statement + cost.attempt + skipCost(node.handler);
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return cost.statement + cost.functionLiteral + skipCost(node);
    default:
      return cost.statement;
  }
}

/** An expression that is surely a text. */
function isText(node: AnyNode): boolean {
  if (node.type === "BinaryExpression")
    return node.operator === "+" && (isText(node.left) || isText(node.right));
  return node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");
}

type Loop = Extract<
  Statement,
  { type: "WhileStatement" | "DoWhileStatement" | "ForStatement" | "ForInStatement" | "ForOfStatement" }
>;
type FunctionNode = Extract<
  AnyNode,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

/** The nodes directly inside a node, in the order of the text. */
function childrenOf(node: AnyNode): AnyNode[] {
  return (Object.values(node).flat() as unknown[])
    .filter(isNode)
    .sort((one, other) => one.start - other.start);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in (value as Node);
}
