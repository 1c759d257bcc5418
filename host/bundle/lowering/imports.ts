import ts from "typescript";

const { factory } = ts;

/** What lowered code imports, under names that nobody else has. */
export class Imports {
  private readonly modules = new Map<string, Map<string, ts.Identifier>>();

  get isEmpty(): boolean {
    return this.modules.size === 0;
  }

  /** The name of what `module` exports as `name`. */
  named(module: string, name: string): ts.Identifier {
    const names = this.modules.get(module) ?? new Map<string, ts.Identifier>();
    this.modules.set(module, names);
    const known = names.get(name) ?? factory.createUniqueName(name);
    names.set(name, known);
    return known;
  }

  declarations(): ts.Statement[] {
    return [...this.modules].map(([module, names]) => {
      const specifiers = [...names].map(([name, local]) =>
        factory.createImportSpecifier(false, factory.createIdentifier(name), local),
      );
      return factory.createImportDeclaration(
        undefined,
        factory.createImportClause(undefined, undefined, factory.createNamedImports(specifiers)),
        factory.createStringLiteral(module),
      );
    });
  }
}
