/** Syntax that Espruino cannot parse, or takes for something else. Measured on Espruino 2v29. */
import type { AnyNode } from "acorn";
import type { Refusal, Rule } from "./rule.ts";

/** What ES5 has and Espruino runs. Whatever is not in here is refused, be it in the table below or not. */
const known = new Set([
  ...[
    "Program",
    "ExpressionStatement",
    "BlockStatement",
    "EmptyStatement",
    "VariableDeclaration",
    "VariableDeclarator",
  ],
  ...[
    "FunctionDeclaration",
    "FunctionExpression",
    "ReturnStatement",
    "IfStatement",
    "ForStatement",
    "ForInStatement",
  ],
  ...[
    "WhileStatement",
    "DoWhileStatement",
    "BreakStatement",
    "ContinueStatement",
    "SwitchStatement",
    "SwitchCase",
  ],
  ...[
    "ThrowStatement",
    "TryStatement",
    "CatchClause",
    "Identifier",
    "Literal",
    "ThisExpression",
    "ArrayExpression",
  ],
  ...[
    "ObjectExpression",
    "Property",
    "UnaryExpression",
    "UpdateExpression",
    "BinaryExpression",
    "LogicalExpression",
  ],
  ...["AssignmentExpression", "ConditionalExpression", "CallExpression", "NewExpression", "MemberExpression"],
  ...["SequenceExpression"],
]);

type Table = Readonly<Record<string, readonly [what: string, fix: string]>>;

const byType: Table = {
  LabeledStatement: ["Espruino has no labels", "move the loops into a function and return from it"],
  WithStatement: ["Espruino has no `with`", "name the object each time"],
  DebuggerStatement: ["`debugger` would stop the board at a prompt", "remove it before building"],
  AwaitExpression: ["Espruino has no `await`", "chain promises with .then"],
  YieldExpression: ["Espruino has no generators", "keep the state in an object and step it"],
  ForOfStatement: ["Espruino iterates arrays only", "use an index"],
  SpreadElement: ["Espruino has no spread", "use concat, Object.assign or apply"],
  RestElement: ["Espruino has no rest parameters", "use arguments"],
  AssignmentPattern: ["Espruino has no default values", "test for undefined"],
  ArrayPattern: ["Espruino has no destructuring", "name the elements one by one"],
  ObjectPattern: ["Espruino has no destructuring", "name the properties one by one"],
  ChainExpression: ["Espruino has no `?.`", "test for undefined"],
  TaggedTemplateExpression: [
    "Espruino has no tagged templates",
    "call the function with an array of strings",
  ],
  ClassDeclaration: ["Espruino's classes differ from JavaScript's", "compile for ES5"],
  ClassExpression: ["Espruino's classes differ from JavaScript's", "compile for ES5"],
  MetaProperty: ["Espruino has neither `new.target` nor `import.meta`", "pass what you need as an argument"],
  ImportExpression: ["a bundle has one file", "import at the top of the file"],
};

const byOperator: Table = {
  "**": ["Espruino has no `**`", "multiply"],
  "**=": ["Espruino has no `**=`", "multiply"],
  "??=": ["Espruino has no `??=`", "test and assign"],
  "||=": ["Espruino has no `||=`", "test and assign"],
  "&&=": ["Espruino has no `&&=`", "test and assign"],
};

export const syntax: Rule = (node) => {
  const found =
    byType[node.type] ?? ("operator" in node ? byOperator[node.operator] : undefined) ?? detail(node);
  if (found) return unsupported(found);
  return known.has(node.type)
    ? undefined
    : unsupported([`Espruino may not know ${node.type}`, "write it in ES5"]);
};

function detail(node: AnyNode): readonly [string, string] | undefined {
  switch (node.type) {
    case "Property":
      return node.computed ? ["Espruino has no computed keys", "assign with object[key] = value"] : undefined;
    case "FunctionDeclaration":
    case "FunctionExpression":
      return node.async || node.generator
        ? ["Espruino has no generators and no `async`", "use callbacks"]
        : undefined;
    case "Literal":
      return node.bigint ? ["Espruino has no BigInt", "use two numbers"] : undefined;
    case "SwitchStatement":
      return node.cases.slice(0, -1).some(({ test }) => !test)
        ? ["Espruino wants `default` to be the last case", "move `default` to the end of the switch"]
        : undefined;
    default:
      return undefined;
  }
}

const unsupported = ([what, fix]: readonly [string, string]): Refusal => ({
  code: "UNSUPPORTED_SYNTAX",
  what,
  fix,
});
