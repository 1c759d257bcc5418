/**
 * How many records a second the host decodes on one core: frames of tokens as the board sends them, through all that
 * `baton decode` does but printing. The time is this machine's.
 */
import { crc32 } from "node:zlib";
import { characters, DIGIT, digits } from "../firmware/wire/token-digits.ts";
import { formatTable } from "../host/cli/table.ts";
import { LineSplitter } from "../host/monitor/line-splitter.ts";
import { dictionaryFrom } from "../host/tokens/dictionary.ts";
import { tokenLines } from "../host/tokens/token-lines.ts";

const RECORDS = 100_000;
const ROUNDS = 5;
/** What a serial port hands over at once. */
const CHUNK_BYTES = 4096;

const place = { file: "app.ts", line: 1, column: 1, level: 6, facility: "storm" };
const dictionary = dictionaryFrom(
  {
    dictionary: "00000000",
    logSites: [
      {
        ...place,
        token: 1,
        format: "input %d edge %d after %f s",
        args: ["input", "edge", "after"].map((name) => ({ name, conversion: "" })),
      },
    ],
  },
  "bench",
);
const capture = Buffer.from(Array.from({ length: RECORDS }, (_, seq) => frame(seq)).join(""));
const rates = Array.from({ length: ROUNDS }, () => RECORDS / decodingSeconds());
console.log(
  formatTable(
    ["decoding", "records/s"],
    [
      ["median", Math.round(rates.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0).toLocaleString("en")],
      ["budget", "300,000"],
    ],
  ),
);

function frame(seq: number): string {
  const kind = seq & 31 ? `${"!#%'"[seq & 3]}${digits(4000)}` : `)0${digits(seq)}${digits(seq * 4000)}`;
  const text = `${kind}1${digits(seq % 3)}${digits(seq)}${digits(1500)}`;
  const crc = crc32(text);
  return `${text}${characters(...[0, 6, 12].map((shift) => DIGIT + ((crc >> shift) & 63)))}\n`;
}

function decodingSeconds(): number {
  const lines = tokenLines(dictionary);
  let count = 0;
  const splitter = new LineSplitter((line) => {
    for (const { kind } of lines.push(line)) if (kind === "record") count++;
  });
  const start = process.cpuUsage();
  for (let at = 0; at < capture.length; at += CHUNK_BYTES)
    splitter.push(capture.subarray(at, at + CHUNK_BYTES));
  const seconds = process.cpuUsage(start).user / 1e6;
  if (count !== RECORDS) throw new Error(`${count} of ${RECORDS} records were decoded`);
  return seconds;
}
