import { z } from "zod";
import type { Board } from "../../firmware/board.ts";
import { badBoard } from "./errors.ts";

/**
 * Takes what a user's board file holds, or refuses it with each wrong field and the reason.
 *
 * @param file - named in the error.
 * @throws CliError `BAD_BOARD`.
 */
export function parseBoard(value: unknown, file: string): Board {
  const result = boardSchema.safeParse(value);
  if (result.success) return result.data;
  throw badBoard(
    file,
    result.error.issues.map(({ path, message }) => `${path.join(".") || "board"}: ${message}`),
  );
}

const bytes = z.int().positive();
const address = z.int().nonnegative();
const device = z.string().regex(/^\w+$/, "must be a name such as Serial1");
const pin = z.string().regex(/^[A-Z]\d+$/, "must be a pin such as D13 or B6");
/** 115200 is the usual one, 3 Mbaud the fastest that USB adapters offer. */
const baud = z.int().min(50).max(4_000_000);

const transmit = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fifo"), depth: bytes, flagsAddress: address }),
  z.strictObject({ kind: z.literal("buffer"), depth: bytes }),
]);

const registers = z.strictObject({
  dataAddress: address,
  flagsAddress: address,
  roomMask: z.int(),
  roomFlags: z.int(),
  depth: bytes,
});

const nativeClock = z.strictObject({
  address,
  hz: z.int().positive(),
  mask: z.int().optional(),
  enable: z.array(z.strictObject({ address, bits: z.int() })).optional(),
  drifts: z.boolean().optional(),
});

const uart = z.strictObject({
  device,
  tx: pin.optional(),
  rx: pin.optional(),
  transmit,
  registers: registers.optional(),
});

const boardSchema: z.ZodType<Board> = z
  .strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    source: z.string(),
    clockHz: z.int().positive(),
    ramBytes: bytes,
    jsvars: z.strictObject({ count: z.int().positive(), bytes }),
    flash: z.strictObject({ bytes, storage: z.strictObject({ address, bytes }) }),
    eventBufferBytes: bytes,
    prompt: z.strictObject({ device, baud }),
    console: z.strictObject({ device, baud }),
    uarts: z.array(uart).min(1),
    pins: z.strictObject({ buttons: z.array(pin), leds: z.array(pin) }),
    logRecords: z.int().min(2).refine(isPowerOfTwo, "must be a power of two"),
    hasExecTimers: z.boolean(),
    nativeClock: nativeClock.optional(),
    edgePriority: z.strictObject({ address, mask: z.int(), bits: z.int() }).optional(),
    hasNativeIrq: z.boolean(),
    lacks: z.strictObject({ registers: z.string().min(1).optional() }).optional(),
    resetsOnRts: z.boolean().optional(),
  })
  .refine((board) => board.uarts.some((uart) => uart.device === board.console.device), {
    path: ["console", "device"],
    message: "must be one of uarts",
  });

function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}
