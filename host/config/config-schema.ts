import { z } from "zod";
import type { Config } from "./define-config.ts";

/** The limits are those of `--baud`: the slowest terminal, and the fastest UART among the boards. */
const baud = z.int().min(300).max(4_000_000);

const settings = {
  board: z.string().min(1).optional(),
  port: z.string().min(1).optional(),
  baud: baud.optional(),
  log: z.string().optional(),
  ports: z.record(z.string().min(1), z.string().min(1)).optional(),
};

export const configSchema: z.ZodType<Config> = z.strictObject({
  ...settings,
  profiles: z.record(z.string().min(1), z.strictObject(settings)).optional(),
});
