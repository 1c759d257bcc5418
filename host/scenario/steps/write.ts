import { z } from "zod";
import { stepKind } from "../step-kind.ts";

export const write = stepKind({
  summary: "sends text to the board, as it stands: a line for the prompt ends with \\n",
  fields: {
    text: z.string().min(1),
    to: z.string().min(1).optional().describe("another port than the console, such as Serial2"),
  },
  shorthand: "text",
  needs: ({ to }) => (to === undefined ? undefined : "writeTo"),
  run: ({ text, to }, { target }) => (to === undefined ? target.write(text) : target.writeTo(to, text)),
});
