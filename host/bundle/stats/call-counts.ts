/** How often each log call of a bundle is made while it runs. For the simulated board, which tells of arrays of records. */
import type { FirmwareBundle } from "../firmware-bundle.ts";
import { plainText } from "../pretokenise.ts";
import { SourceMapReader } from "../source-positions.ts";
import { type AnyNode, parseCode, walk } from "../syntax-tree.ts";

export class CallCounts {
  readonly offsets: readonly number[];
  /** In the order of the manifest. */
  readonly bySite: number[];
  /** Where a record is made, and by which log call. */
  private readonly siteAt: ReadonlyMap<number, number>;

  /** @param endUs - calls after this time on the board are not counted. */
  constructor(
    bundle: FirmwareBundle,
    private readonly endUs = Number.POSITIVE_INFINITY,
  ) {
    this.siteAt = recordsOf(bundle);
    this.offsets = [...this.siteAt.keys()];
    this.bySite = bundle.manifest.logSites.map(() => 0);
  }

  readonly onMade = (offset: number, nowUs: number): void => {
    const site = nowUs < this.endUs ? this.siteAt.get(offset) : undefined;
    if (site !== undefined) this.bySite[site]!++;
  };
}

/** What a call has become says in the source map where the call stands. */
function recordsOf({ code, map, manifest }: FirmwareBundle): Map<number, number> {
  const sources = new SourceMapReader(map, { folder: "/" });
  const sites = new Map(
    manifest.logSites.map(({ file, line, column }, index) => [`/${file}:${line}:${column}`, index]),
  );
  const records = new Map<number, number>();
  const { text, toFlashed } = plainText(code);
  walk(parseCode(text), (node) => {
    if (!isRecord(node)) return;
    const { file, line, column } = sources.positionOf(code, toFlashed(node.start));
    const site = sites.get(`${file}:${line}:${column}`);
    if (site !== undefined) records.set(node.start, site);
  });
  return records;
}

/** `[ring.nextSeq++, ...]` */
const isRecord = (node: AnyNode): boolean =>
  node.type === "ArrayExpression" && node.elements[0]?.type === "UpdateExpression";
