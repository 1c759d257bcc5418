/**
 * Makes a program tell the simulated interpreter what it does: the text is parsed, and calls are put in between. The
 * program that is stored and flashed stays as it is; only what Node runs is changed.
 *
 * | call              | where                                  | for |
 * |-------------------|----------------------------------------|-----|
 * | `sim$s(µs)`       | before every statement                 | time; the point at which interrupts come and aborts hit |
 * | `sim$c(µs)`       | in a part that is evaluated later, or never | time |
 * | `sim$e() sim$l()` | around the body of a function          | the depth of the stack |
 * | `sim$a(e)`        | first in a `catch`                     | an abort is not caught |
 * | `sim$f()`         | around a `finally`                     | an abort skips it |
 * | `sim$g(x)`        | around what makes strings grow         | memory, and time for what is copied |
 * | `sim$w(o)`        | where an element is stored             | memory |
 * | `sim$i(t)`        | in a direct `eval`                     | the same for what it runs |
 * | `sim$n(x)`        | where a number may be joined to a text | numbers as Espruino writes them |
 * | `sim$k(offset)`   | before an array that is watched        | who wants to know how often it is made |
 */
import { type AnyNode, type Expression, type Program, parse, type Statement } from "acorn";
import { syntaxCosts as cost } from "./costs.ts";
import { deferredCost, expressionCost, skipCost } from "./expression-cost.ts";
import { childrenOf } from "./syntax-leaves.ts";

/** Cheaper parts are not worth a call; they count as skipped. */
const WORTH_COUNTING_US = 5;

/**
 * @param scale - microseconds on the simulated board for one on the RP2040.
 * @param watched - where the arrays begin that are told of when they are made. It takes no time.
 * @throws SyntaxError as acorn words it.
 */
export function instrument(source: string, scale = 1, watched: readonly number[] = []): Instrumented {
  const program = parse(source, { ecmaVersion: 2020, allowReturnOutsideFunction: true });
  return new Instrumenter(source, scale, watched).rewrite(program);
}

export interface Instrumented {
  readonly text: string;
  /** The offset in the program of a place in the text, whose line and column count from 1. */
  sourceOffset(line: number, column: number): number;
}

class Instrumenter {
  private readonly inserts: { at: number; text: string }[] = [];
  /** Where the functions end that surround what is visited, the innermost last. */
  private readonly functionEnds: number[] = [];

  constructor(
    private readonly source: string,
    private readonly scale: number,
    private readonly watched: readonly number[],
  ) {}

  rewrite(program: Program): Instrumented {
    this.list(program.body as Statement[]);
    this.nameTheResult(program);
    const text = this.spliced();
    return { text, sourceOffset: (line, column) => this.sourceOffset(startOfLine(text, line) + column - 1) };
  }

  /** What is done with a node, in the order of the text. For all others it is done with their parts. */
  private readonly visitors: Visitors = {
    BlockStatement: (node) => this.list(node.body),
    ExpressionStatement: ({ expression }) => this.inOrder(expression),
    IfStatement: (node) => this.ifStatement(node),
    SwitchStatement: (node) => this.switchStatement(node),
    TryStatement: (node) => this.tryStatement(node),
    WhileStatement: (node) => this.whileStatement(node),
    DoWhileStatement: (node) => this.doWhileStatement(node),
    ForStatement: (node) => this.forStatement(node),
    ForInStatement: (node) => this.forEachStatement(node),
    ForOfStatement: (node) => this.forEachStatement(node),
    FunctionDeclaration: (node) => this.functionBody(node),
    FunctionExpression: (node) => this.functionBody(node),
    ArrowFunctionExpression: (node) => this.arrowFunction(node),
    LogicalExpression: (node) => this.eitherOr(node.left, node.right),
    ConditionalExpression: (node) => this.eitherOr(node.test, node.consequent, node.alternate),
    AssignmentExpression: (node) => this.assignment(node),
    BinaryExpression: (node) => this.binary(node),
    CallExpression: (node) => this.call(node),
    ArrayExpression: (node) => this.array(node),
  };

  private visit(node: AnyNode | null | undefined): void {
    if (!node) return;
    const visitor = this.visitors[node.type];
    if (visitor) visitor(node as never);
    else for (const child of childrenOf(node)) this.visit(child);
  }

  private list(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (!("directive" in statement)) this.insert(statement.start, this.step(statement));
      this.visit(statement);
    }
  }

  /** The only statement of a branch or loop: it gets braces, so that something can stand before it. */
  private branch(statement: Statement, beforeUs = 0, afterUs = 0): void {
    const isBlock = statement.type === "BlockStatement";
    const first = isBlock ? statement.start + 1 : statement.start;
    this.insert(first, (isBlock ? "" : "{") + this.charge(beforeUs) + (isBlock ? "" : this.step(statement)));
    this.visit(statement);
    // What is last in a block need not end with a semicolon.
    const after = this.charge(afterUs);
    this.insert(isBlock ? statement.end - 1 : statement.end, (after && `;${after}`) + (isBlock ? "" : "}"));
  }

  private ifStatement({ test, consequent, alternate, end }: Of<"IfStatement">): void {
    this.visit(test);
    this.branch(consequent, 0, skipCost(alternate));
    if (alternate) this.branch(alternate, skipCost(consequent));
    else this.insert(end, `else{${this.charge(skipCost(consequent))}}`);
  }

  private switchStatement({ discriminant, cases }: Of<"SwitchStatement">): void {
    this.visit(discriminant);
    for (const { test, consequent } of cases) {
      this.visit(test);
      this.list(consequent);
    }
  }

  private tryStatement({ block, handler, finalizer }: Of<"TryStatement">): void {
    this.list(block.body);
    if (handler) {
      const name = handler.param?.type === "Identifier" ? handler.param.name : "sim$x";
      if (!handler.param) this.insert(handler.body.start, "(sim$x)");
      this.insert(handler.body.start + 1, `sim$a(${name});`);
      this.list(handler.body.body);
    }
    if (finalizer) {
      this.insert(finalizer.start + 1, "if(sim$f()){");
      this.list(finalizer.body);
      this.insert(finalizer.end - 1, "}");
    }
  }

  private whileStatement({ test, body }: Of<"WhileStatement">): void {
    this.precede(test, this.charge(expressionCost(test), ","));
    this.branch(body, cost.iteration);
  }

  private doWhileStatement({ test, body }: Of<"DoWhileStatement">): void {
    this.branch(body);
    this.precede(test, this.charge(cost.iteration + expressionCost(test), ","));
  }

  private forStatement({ init, test, update, body }: Of<"ForStatement">): void {
    this.visit(init);
    if (test) this.precede(test, this.charge(expressionCost(test), ","));
    this.visit(update);
    this.branch(body, cost.iteration + expressionCost(update));
  }

  private forEachStatement({ right, body }: Of<"ForInStatement" | "ForOfStatement">): void {
    this.visit(right);
    this.branch(body, cost.forEachIteration);
  }

  private functionBody({ params, body }: Of<"FunctionDeclaration" | "FunctionExpression">): void {
    for (const parameter of params) this.visit(parameter);
    const first = body.body.find((statement) => !("directive" in statement));
    this.insert(
      first?.start ?? body.end - 1,
      `sim$e();try{${this.charge(this.entryCost(params.length, first))}`,
    );
    this.functionEnds.push(body.end);
    this.list(body.body);
    this.functionEnds.pop();
    this.insert(body.end - 1, "}finally{sim$l()}");
  }

  private arrowFunction(node: Of<"ArrowFunctionExpression">): void {
    const { params, body } = node;
    if (body.type === "BlockStatement") {
      this.functionBody({ ...node, body } as never);
    } else {
      for (const parameter of params) this.visit(parameter);
      const arrow = this.source.indexOf("=>", params.at(-1)?.end ?? node.start) + 2;
      const us = this.entryCost(params.length, undefined) + cost.result + expressionCost(body);
      this.insert(arrow, `{sim$e();try{${this.charge(us)}return `);
      this.functionEnds.push(body.end);
      this.visit(body);
      this.functionEnds.pop();
      this.insert(node.end, "}finally{sim$l()}}");
    }
  }

  /** A sequence is what a minifier makes of statements: each part takes its time when its turn has come. */
  private inOrder(expression: Expression): void {
    const [first, ...others] =
      expression.type === "SequenceExpression" ? expression.expressions : [expression];
    this.visit(first);
    for (const other of others) this.precede(other, this.charge(expressionCost(other), ","));
  }

  /** The first part is always evaluated, the others perhaps. */
  private eitherOr(first: Expression, ...others: Expression[]): void {
    this.visit(first);
    for (const other of others) {
      const us = deferredCost(other);
      if (us < WORTH_COUNTING_US) this.visit(other);
      else this.precede(other, this.charge(us, ","));
    }
  }

  private assignment({ left, operator, right, start, end }: Of<"AssignmentExpression">): void {
    if (operator === "+=") this.insert(start, "sim$g(");
    if (left.type === "MemberExpression" && left.computed && left.object.type !== "Super") {
      this.pass(left.object, "sim$w");
      this.visit(left.property);
    } else this.visit(left);
    this.visit(right);
    if (operator === "+=") this.insert(end, ")");
  }

  private binary({ operator, left, right, start, end }: Of<"BinaryExpression">): void {
    const isJoining = operator === "+" && (isText(left) || isText(right));
    if (isJoining) this.insert(start, "(sim$g(");
    for (const side of [left, right]) {
      if (isJoining && !isText(side)) this.pass(side, "sim$n");
      else this.visit(side);
    }
    if (isJoining) this.insert(end, "))");
  }

  private call({ callee, arguments: [first, ...more] }: Of<"CallExpression">): void {
    this.visit(callee);
    if (first && callee.type === "Identifier" && callee.name === "eval") this.pass(first, "sim$i");
    else this.visit(first);
    for (const argument of more) this.visit(argument);
  }

  private array(node: Of<"ArrayExpression">): void {
    const isWatched = this.watched.includes(node.start);
    if (isWatched) this.insert(node.start, `(sim$k(${node.start}),`);
    for (const element of node.elements) this.visit(element);
    if (isWatched) this.insert(node.end, ")");
  }

  /** A declaration has a value at Espruino's prompt: what it declared. */
  private nameTheResult(program: Program): void {
    const last = program.body.at(-1);
    if (last?.type === "FunctionDeclaration") this.insert(last.end, `;${last.id.name}`);
    const name = last?.type === "VariableDeclaration" && last.declarations.at(-1)?.id;
    if (name && name.type === "Identifier") this.insert(program.end, `;${name.name}`);
  }

  /** Has something evaluated before a part. */
  private precede(node: AnyNode, first: string): void {
    this.insert(node.start, `(${first}`);
    this.visit(node);
    this.insert(node.end, ")");
  }

  /** Passes a part through a function. It may be a sequence in brackets of its own, which must not become arguments. */
  private pass(node: AnyNode, name: string): void {
    this.insert(node.start, `${name}((`);
    this.visit(node);
    this.insert(node.end, "))");
  }

  /** What entering a function costs, before its first statement. */
  private entryCost(parameters: number, first: Statement | undefined): number {
    const isResult = first === undefined || first.type === "ReturnStatement";
    return (
      cost.entry +
      parameters * cost.parameter +
      (isResult ? 0 : cost.body) +
      (this.functionEnds.length > 0 ? cost.closure : 0)
    );
  }

  private step(statement: Statement): string {
    return `sim$s(${this.scaled(statementCost(statement) + this.leavingCost(statement))});`;
  }

  /** A `return` in the middle of a function has the rest of it skipped. */
  private leavingCost({ type, end }: Statement): number {
    return type === "ReturnStatement" ? ((this.functionEnds.at(-1) ?? end) - end) * cost.leftChar : 0;
  }

  private charge(us: number, end = ";"): string {
    return us > 0 ? `sim$c(${this.scaled(us)})${end}` : "";
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

  /** What was inserted stands for the place that it was inserted at. */
  private sourceOffset(textOffset: number): number {
    let inserted = 0;
    for (const { at, text } of this.inserts) {
      if (textOffset < at + inserted) break;
      if (textOffset < at + inserted + text.length) return at;
      inserted += text.length;
    }
    return textOffset - inserted;
  }
}

function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) start = text.indexOf("\n", start) + 1;
  return start;
}

/** What a statement costs before the statements inside it begin. */
function statementCost(node: Statement): number {
  switch (node.type) {
    case "ExpressionStatement":
      return cost.statement + expressionCost(firstPart(node.expression));
    case "VariableDeclaration":
      return node.declarations.reduce(
        (sum, { init }) => sum + cost.declaration + expressionCost(init),
        cost.statement as number,
      );
    case "ReturnStatement":
      return cost.statement + cost.result + expressionCost(node.argument);
    case "ThrowStatement":
      return cost.statement + cost.throw + expressionCost(node.argument);
    case "IfStatement":
      return cost.statement + cost.branch + (node.alternate ? cost.otherwise : 0) + expressionCost(node.test);
    case "ForStatement": {
      const init =
        node.init?.type === "VariableDeclaration" ? statementCost(node.init) : expressionCost(node.init);
      return cost.statement + cost.forLoop + init + skipCost(node.body);
    }
    case "ForInStatement":
    case "ForOfStatement":
      return cost.statement + cost.whileLoop + expressionCost(node.right);
    case "WhileStatement":
    case "DoWhileStatement":
      return cost.statement + cost.whileLoop + skipCost(node.body);
    case "SwitchStatement":
      return cost.statement + cost.choice + expressionCost(node.discriminant) + skipCost(node, "block");
    case "TryStatement":
      return cost.statement + cost.attempt + skipCost(node.handler, "block");
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return cost.statement + cost.functionLiteral + skipCost(node, "functionBody");
    default:
      return cost.statement;
  }
}

/** What is evaluated when a statement begins. */
function firstPart(expression: Expression): Expression | undefined {
  return expression.type === "SequenceExpression" ? expression.expressions[0] : expression;
}

/** An expression that is surely a text. */
function isText(node: AnyNode): boolean {
  if (node.type === "BinaryExpression")
    return node.operator === "+" && (isText(node.left) || isText(node.right));
  return node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");
}

type Of<Type extends AnyNode["type"]> = Extract<AnyNode, { type: Type }>;
type Visitors = { readonly [Type in AnyNode["type"]]?: (node: Of<Type>) => void };
