import { readFileSync } from "node:fs";
import ts from "typescript";

/**
 * Where in a config file a setting stands, as far as it is written out there: that of the nearest setting around it
 * otherwise.
 *
 * @param path - the names on the way to it.
 * @returns the line, from 1.
 */
export function lineOfSetting(file: string, path: readonly PropertyKey[]): number {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  let node: ts.Node = exportedObject(source) ?? source;
  for (const name of path) {
    const property = propertyOf(node, String(name));
    if (property === undefined) break;
    node = property;
  }
  return source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** The object of `export default { … }` or `export default defineConfig({ … })`. */
function exportedObject(source: ts.SourceFile): ts.Node | undefined {
  const exported = source.statements.find(ts.isExportAssignment)?.expression;
  return exported && ts.isCallExpression(exported) ? exported.arguments[0] : exported;
}

function propertyOf(node: ts.Node, name: string): ts.Node | undefined {
  const object = ts.isPropertyAssignment(node) ? node.initializer : node;
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  return object.properties.find((each) => each.name !== undefined && nameText(each.name) === name);
}

const nameText = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
