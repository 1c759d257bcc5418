import type { Item } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import type { MappedCode } from "../trace/bundle-sources.ts";

/**
 * The stage that has stack traces speak of the sources, for commands that know what the board runs.
 *
 * @param code - nothing where the sources are not known: every item then passes as it is.
 */
export async function traceStage(code: MappedCode | undefined): Promise<Stage<Item, Item>> {
  if (code === undefined) return { push: (item) => [item] };
  const { annotateTraces } = await import("../trace/annotate-traces.ts");
  const { BundleSources } = await import("../trace/bundle-sources.ts");
  return annotateTraces(new BundleSources(code));
}

/** The same for a command that prints the lines of the wire as they are. */
export async function traceLines(code: MappedCode, print: (line: string) => void): Promise<LinePrinter> {
  const stage = await traceStage(code);
  const printAll = (items: readonly Item[] = []): void => {
    for (const item of items) if (item.kind === "text") print(item.text);
  };
  return {
    push: (text) => printAll(stage.push({ kind: "text", text })),
    end: () => printAll(stage.end?.()),
  };
}

export interface LinePrinter {
  push(line: string): void;
  end(): void;
}
