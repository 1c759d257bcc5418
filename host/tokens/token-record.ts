import type { RecordItem } from "../monitor/item.ts";
import type { Frame } from "./frame.ts";
import type { Moment } from "./frame-times.ts";

/** The record that a frame stands for, in words, with its arguments by name. */
export function tokenRecord(frame: Frame, { seq, us, isLowerBound }: Moment): RecordItem {
  const { site, isInterrupt, isMachine } = frame;
  return {
    kind: "record",
    level: site.level,
    time: us / 1e6,
    context: isInterrupt ? "interrupt" : "task",
    facility: site.facility,
    text: message(frame),
    seq,
    writer: isMachine ? "machine" : undefined,
    args: site.position && namedValues(frame),
    position: site.position,
    timeIsLowerBound: isLowerBound ? true : undefined,
  };
}

function message({ site, values, more }: Frame): string {
  let text = "";
  site.args.forEach(({ before }, i) => {
    text += before + values[i]?.text;
  });
  return text + site.end + more;
}

function namedValues({ site, values }: Frame): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  site.args.forEach(({ name }, i) => {
    named[name] = values[i]?.value;
  });
  return named;
}
