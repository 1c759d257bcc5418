/**
 * Holds the board against what the plugins in the bundle require: see `Requirements` in `firmware/plugin.ts`.
 */
import type { ObjectExpression, Program } from "acorn";
import type { Plugin, RenderedChunk } from "rollup";
import type { Board, Lacks } from "../../firmware/board.ts";
import { boardLacks, rejected } from "./errors.ts";

/**
 * Refuses the build when a plugin of which anything is left in the bundle cannot work on the board: its file says so. What
 * that is silent about may work, and nobody has checked.
 */
export function requirementCheck(board: Board): Plugin {
  return {
    name: "requirement-check",
    renderChunk(_code, chunk) {
      for (const file of filesIn(chunk)) {
        const ast = this.getModuleInfo(file)?.ast;
        const needs = ast ? requirementsIn(ast as Program) : [];
        for (const [fact, need] of needs) {
          const reason = board.lacks?.[fact as keyof Lacks];
          if (reason || board[fact as keyof Board] === false)
            throw rejected(boardLacks(board.name, pluginName(file), fact, need, reason));
        }
      }
      return null;
    },
  };
}

function filesIn({ modules }: RenderedChunk): string[] {
  return Object.keys(modules).filter((id) => modules[id]!.renderedLength > 0);
}

/** `export var requires = { fact: "what it stands for" }`, as pairs. */
function requirementsIn({ body }: Program): [fact: string, need: string][] {
  const declarations = body.flatMap((node) =>
    node.type === "ExportNamedDeclaration" && node.declaration?.type === "VariableDeclaration"
      ? node.declaration.declarations
      : [],
  );
  const found = declarations.find(({ id }) => id.type === "Identifier" && id.name === "requires");
  return found?.init?.type === "ObjectExpression" ? pairsIn(found.init) : [];
}

function pairsIn({ properties }: ObjectExpression): [string, string][] {
  return properties.flatMap((property) =>
    property.type === "Property" && property.key.type === "Identifier" && property.value.type === "Literal"
      ? [[property.key.name, String(property.value.value)] as [string, string]]
      : [],
  );
}

const pluginName = (file: string): string => /([^/]+)\.ts$/.exec(file)?.[1] ?? file;
