import { hostname } from "node:os";
import { pathToFileURL } from "node:url";
import supportsHyperlinks from "supports-hyperlinks";
import { placed, type SourcePosition } from "../bundle/errors.ts";

/** Makes the place that a text names a link, where the terminal has links: OSC 8, which others ignore. */
export function withLink(text: string, position: SourcePosition): string {
  return supportsHyperlinks.stdout ? linked(text, position, process.env.TERM_PROGRAM) : text;
}

/** @param terminal - `TERM_PROGRAM`: that of Visual Studio Code opens lines and columns in its editor. */
export function linked(text: string, position: SourcePosition, terminal: string | undefined): string {
  const place = placed(position);
  const address = terminal === "vscode" ? inEditor(position) : asFile(position);
  return text.replace(place, () => `\x1b]8;;${address}\x1b\\${place}\x1b]8;;\x1b\\`);
}

const inEditor = ({ file, line, column }: SourcePosition): string =>
  `vscode://file${pathToFileURL(file).pathname}:${line}:${column}`;

/** The host's name says to a terminal on another computer that the file is not there; the fragment is the line. */
function asFile({ file, line }: SourcePosition): string {
  const url = pathToFileURL(file);
  return `file://${hostname()}${url.pathname}#${line}`;
}
