import { expect, it } from "vitest";
import { backpressure } from "../../host/monitor/backpressure.ts";

it("holds every board back until the last of those who are behind has caught up", () => {
  const done: string[] = [];
  const board = (name: string) => ({
    pause: () => void done.push(`${name} waits`),
    resume: () => void done.push(`${name} goes on`),
  });
  const setBacklog = backpressure([board("one"), board("two")]);
  const after = (isTooMuch: boolean): string[] => {
    setBacklog(isTooMuch);
    return done.splice(0);
  };
  expect(after(true)).toEqual(["one waits", "two waits"]);
  expect(after(true)).toEqual(["one waits", "two waits"]);
  expect(after(false)).toEqual(["one waits", "two waits"]);
  expect(after(false)).toEqual(["one goes on", "two goes on"]);
});
