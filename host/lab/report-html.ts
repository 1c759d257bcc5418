import type { Run } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import type { SchemeEntry } from "./scheme.ts";

export interface ReportCell {
  readonly run: Run;
  /** The timeline, or "" where nothing ran. */
  readonly picture: string;
}

/** One self-contained page: the matrix on top, each cell a link to its figures and its picture. */
export function reportHtml(
  schemes: readonly SchemeEntry[],
  scenarios: readonly Scenario[],
  cells: readonly ReportCell[],
): string {
  const find = (scenario: string, scheme: string): ReportCell | undefined =>
    cells.find(({ run }) => run.scenario === scenario && run.scheme === scheme);
  const head = schemes.map(({ name, summary }) => `<th title="${escapeHtml(summary)}">${name}</th>`).join("");
  const rows = scenarios.map(
    ({ id, title }) =>
      `<tr><th class="left"><a href="#${id}">${id}</a> ${escapeHtml(title)}</th>${schemes.map(({ name }) => matrixCell(find(id, name))).join("")}</tr>`,
  );
  const chapters = scenarios.map((scenario) => chapter(scenario, cells));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>baton lab</title><style>${STYLE}</style></head><body>
<h1>Who prints?</h1>
<p class="legend"><i class="writes"></i>writes <i class="spins"></i>spins <i class="runs"></i>runs <i class="report"></i>lockup report; the higher a bar, the busier the CPU; the curve is the number of records pending.</p>
<table><thead><tr><th></th>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table>
${chapters.join("\n")}
</body></html>
`;
}

function matrixCell(cell: ReportCell | undefined): string {
  if (cell === undefined) return "<td></td>";
  const { verdict, why, scenario, scheme } = cell.run;
  return `<td class="${classOf(verdict)}" title="${escapeHtml(why)}"><a href="#${scenario}-${scheme}">${verdict}</a></td>`;
}

function chapter(scenario: Scenario, cells: readonly ReportCell[]): string {
  const own = cells.filter(({ run }) => run.scenario === scenario.id);
  return `<section id="${scenario.id}"><h2>${scenario.id} ${escapeHtml(scenario.title)}</h2>
<p><b>Reported by</b> ${escapeHtml(scenario.reportedBy)}. <b>Reproducer:</b> ${escapeHtml(scenario.reproducer)}. <b>Must hold:</b> ${escapeHtml(scenario.mustHold)}.</p>
<div class="cells">${own.map(figure).join("")}</div></section>`;
}

function figure({ run, picture }: ReportCell): string {
  return `<figure id="${run.scenario}-${run.scheme}" class="${classOf(run.verdict)}"><figcaption><b>${run.scheme}</b> ${run.verdict}: ${escapeHtml(run.why)}</figcaption>${picture}</figure>`;
}

const classOf = (verdict: string): string => (verdict === "n/a" ? "none" : verdict);

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]!);

const STYLE = `
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; }
table { border-collapse: collapse; } td, th { border: 1px solid #ddd; padding: 2px 6px; text-align: center; }
.left { text-align: left; font-weight: normal; } td a { color: inherit; text-decoration: none; }
.pass { background: #e3f3e3; } .fail { background: #f8dcd6; } .none { background: #f4f4f4; color: #777; }
.cells { display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 10px; }
figure { margin: 0; padding: 8px; border-radius: 4px; } svg { width: 100%; background: #fff; font: 8px system-ui; }
.legend i { display: inline-block; width: 1em; height: .8em; margin: 0 .3em 0 1em; }
.writes { background: #e4632d; } .spins { background: #e9c53b; } .runs { background: #9db4c8; } .report { background: #c00; }`;
