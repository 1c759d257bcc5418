import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Item } from "../../host/monitor/item.ts";
import { jsonLineSchema } from "../../host/monitor/item-schema.ts";
import { parseLine } from "../../host/monitor/parse-line.ts";
import { renderArrivalJson } from "../../host/monitor/render.ts";

describe("the schema of --json", () => {
  it("is published as a file, which `vitest -u` writes", async () => {
    const schema = z.toJSONSchema(jsonLineSchema, { io: "input" });
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      "../../schemas/monitor-line.schema.json",
    );
  });

  it.each<[string, Item]>([
    ["a record", parseLine("<3>[    1.234567][C] storm: button: stuck")],
    ["a record without a facility", parseLine("<6>[    1.000000] x")],
    [
      "a record that came as a token",
      {
        ...parseLine("<6>[    1.000000] x 1"),
        seq: 7,
        args: { x: 1 },
        position: { file: "app.ts", line: 3, column: 1 },
        timeIsLowerBound: true,
      } as Item,
    ],
    ["a gap", parseLine("** 12 records dropped (overrun) **")],
    ["text", parseLine("\x1b[2J")],
    ["an event", { kind: "event", event: "vanished", text: "gone" }],
  ])("describes %s exactly as it is printed", (_what, item) => {
    const line = JSON.parse(renderArrivalJson({ item, port: "sim:a", arrivedMs: 0 }));
    expect(jsonLineSchema.parse(line)).toEqual(line);
  });
});
