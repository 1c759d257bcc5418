/** What was recorded on the simulated board comes back, to the microsecond; what was changed meanwhile is found. */
import { describe, expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { plainText } from "../../host/monitor/item.ts";
import { Recorder } from "../../host/record/recorder.ts";
import { parseRecording, type RecordedEvent, type Recording } from "../../host/record/recording.ts";
import { compareEvents, replay } from "../../host/record/replay.ts";
import { SimMachine } from "../../host/scenario/sim-machine.ts";
import { VirtualTarget } from "../../host/scenario/virtual-target.ts";
import { BOOTS, ECHO } from "../scenario/small-board.ts";

const seed = 7;

/** A storm, a press, something typed, and a power cut in between. */
async function recorded(code: string): Promise<Recording> {
  const lines: string[] = [];
  const machine = new SimMachine({ board: rp2040Pico, code, seed });
  const recorder = new Recorder(machine, (line) => lines.push(JSON.stringify(line)));
  const target = new VirtualTarget(machine, { seed });
  await target.storm(700);
  await target.powerCut(500);
  await target.pass(33);
  await target.press("D2", 20);
  await target.writeTo("Serial2", "ping");
  await target.storm(700);
  recorder.end();
  const header = { recording: 1, target: "sim", board: "ESPR_RP2040_PICO", seed, code };
  return parseRecording(`${JSON.stringify(header)}\n${lines.join("\n")}\n`, "a.jsonl");
}

describe("a replay", () => {
  test("is the recording, to the byte and the microsecond, over a power cut too", async () => {
    const recording = await recorded(BOOTS);
    const kinds = new Set(recording.events.map(({ event }) => event));
    expect([...kinds].sort()).toEqual(["end", "in", "out", "pin", "power-cut"]);
    const { events, log } = await replay({ recording, board: rp2040Pico, code: BOOTS });
    expect(() => compareEvents(recording.events, events)).not.toThrow();
    expect(log.map(({ item }) => plainText(item))).toEqual(
      expect.arrayContaining(["app: boot 1", "app: boot 2"]),
    );
  });

  test("of other code is given the same input and found to differ", async () => {
    const recording = await recorded(ECHO);
    const { events } = await replay({ recording, board: rp2040Pico, code: ECHO.replace("edge ", "ridge ") });
    expect(inputs(events)).toEqual(inputs(recording.events));
    expect(() => compareEvents(recording.events, events)).toThrow(/the replay differs:\nrecorded \{/);
  });

  test("that ends early differs", async () => {
    const { events } = await recorded(ECHO);
    expect(() => compareEvents(events, events.slice(0, -1))).toThrow(/replayed nothing more$/);
  });
});

test.each([
  ["nothing", "", "a.jsonl:1: the line: "],
  ["another header", '{"recording":2,"target":"sim"}', "a.jsonl:1: recording: "],
  ["a line that is no JSON", '{"recording":1,"target":"sim"}\n{', "a.jsonl:2: the line: "],
  [
    "an event that is not known",
    '{"recording":1,"target":"sim"}\n{"event":"bang","atUs":1}',
    "a.jsonl:2: event: ",
  ],
  [
    "a time that never comes",
    '{"recording":1,"target":"sim"}\n{"event":"end","atUs":1e20}',
    "a.jsonl:2: atUs: ",
  ],
])("a recording with %s is refused, and told where", (_what, text, message) => {
  expect(() => parseRecording(text, "a.jsonl")).toThrow(message);
});

const inputs = (events: readonly RecordedEvent[]): RecordedEvent[] =>
  events.filter(({ event }) => event === "in");
