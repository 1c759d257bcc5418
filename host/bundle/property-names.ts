/**
 * Which property names may be shortened. Safe by construction: only a name that the framework declares and nobody
 * else can know is shortened, and then everywhere in the bundle. A name is kept when
 *
 * - it stands in a module of the application, as the name of a property or in quotes: the application may mean the
 *   same property, and its own objects keep their keys;
 * - Espruino or JavaScript has it (`globals.d.ts`, TypeScript's ES5 library);
 * - the framework itself writes it in quotes: it is computed, or it leaves the board, as what `printkStats()` answers.
 *
 * The board's facts are built into the bundle as the framework's own, so their names are shortened with the rest.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { espruinoTypesFile, frameworkFiles, isFramework } from "./device-package.ts";

export interface PropertyNames {
  /** May be shortened. In alphabetical order. */
  readonly ours: readonly string[];
  /** Those of them that no more than one type declares, and for every value of it. */
  readonly ofOneType: readonly string[];
  /** Must neither be shortened nor serve as a short name: an object may inherit a property that is called so. */
  readonly kept: readonly string[];
}

/** @param modules - every module of the bundle. */
export function propertyNames(modules: Iterable<string>): PropertyNames {
  const ours = frameworkFiles()
    .filter((file) => file !== espruinoTypesFile)
    .map(parse);
  const theirs = [...modules].filter((id) => id.endsWith(".ts") && !isFramework(id)).map(parse);
  const kept = new Set([
    ...theirs.flatMap((file) => [...namesIn(file), ...quotedIn(file)]),
    ...ours.flatMap(quotedIn),
    ...[parse(libraryFile), parse(espruinoTypesFile)].flatMap(namesIn),
  ]);
  const names = new Set(ours.flatMap(declaredIn));
  const onlyOurs = [...names].filter((name) => !kept.has(name)).sort();
  const shared = severallyDeclared(ours.flatMap(typeMembersIn));
  return { ours: onlyOurs, ofOneType: onlyOurs.filter((name) => !shared.has(name)), kept: [...kept].sort() };
}

/** What every object has, in JavaScript. */
const libraryFile = join(dirname(ts.getDefaultLibFilePath({})), "lib.es5.d.ts");

/** The properties that a piece of source gives to its types and objects. */
function declaredIn(root: ts.Node): string[] {
  return nodesIn(root).flatMap((node) =>
    isMember(node) && ts.isIdentifier(node.name) ? [node.name.text] : [],
  );
}

/** The members of the types that a piece of source declares; one that a value may lack counts twice. */
const typeMembersIn = (root: ts.Node): string[] =>
  nodesIn(root).flatMap((node) => {
    if (!isTypeMember(node) || !node.name || !ts.isIdentifier(node.name)) return [];
    return node.questionToken ? [node.name.text, node.name.text] : [node.name.text];
  });

const isTypeMember = (node: ts.Node): node is ts.TypeElement | ts.PropertyDeclaration =>
  ts.isTypeElement(node) || ts.isPropertyDeclaration(node);

const severallyDeclared = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.filter((name, index) => names.indexOf(name) !== index));

const isMember = (node: ts.Node): node is ts.Node & { name: ts.PropertyName } =>
  ts.isPropertySignature(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isMethodSignature(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isAccessor(node) ||
  ts.isPropertyAssignment(node) ||
  ts.isShorthandPropertyAssignment(node) ||
  ts.isParameterPropertyDeclaration(node, node.parent);

/** Identifiers where they name a property: `x.name`, `{ name: … }`, `{ name } = …`, a member of a type. */
const namesIn = (file: ts.SourceFile): string[] =>
  nodesIn(file).flatMap((node) => (ts.isIdentifier(node) && namesProperty(node) ? [node.text] : []));

function namesProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent))
    return ts.isObjectBindingPattern(parent.parent) && parent.initializer !== node;
  return (isMember(parent) || ts.isEnumMember(parent)) && parent.name === node;
}

/** Strings that could name a property at run time. */
const quotedIn = (file: ts.SourceFile): string[] =>
  nodesIn(file).flatMap((node) =>
    ts.isStringLiteralLike(node) && !isImported(node) && !picksMember(node) ? [node.text] : [],
  );

/** Whether it is no more than a member's type: `Platform["now"]`, `Pick<Platform, "now">`. */
function picksMember({ parent }: ts.Node): boolean {
  if (!ts.isLiteralTypeNode(parent)) return false;
  const user = ts.isUnionTypeNode(parent.parent) ? parent.parent.parent : parent.parent;
  if (ts.isIndexedAccessTypeNode(user)) return true;
  return ts.isTypeReferenceNode(user) && /^(?:Pick|Omit)$/.test(user.typeName.getText());
}

const isImported = ({ parent }: ts.Node): boolean =>
  ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);

/** A node and all below it. */
function nodesIn(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [root];
  for (const node of nodes) ts.forEachChild(node, (child) => void nodes.push(child));
  return nodes;
}

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
