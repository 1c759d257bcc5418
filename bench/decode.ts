/**
 * How many records a second the host decodes on one core: frames of tokens as the board sends them, through all that
 * `baton decode` does but printing. The time is this machine's.
 */
import { crc32 } from "node:zlib";
import { digits } from "../firmware/wire/token-digits.ts";
import { seal } from "../firmware/wire/token-frame.ts";
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
        token: 0,
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
  const head = seq & 31 ? `${'!"#$'[seq & 3]}0${digits(4000)}` : `)${digits(seq)}${digits(seq * 4000)}0`;
  const text = head + digits(seq % 3) + digits(seq) + digits(1500);
  return text + seal(crc32(text));
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
