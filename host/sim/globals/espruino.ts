import { inspect } from "../inspect.ts";
import type { Runtime } from "../runtime.ts";

/** `E`. Source: src/jswrap_espruino.c. */
export function espruinoGlobals(runtime: Runtime): Record<string, unknown> {
  const { hardware } = runtime;
  const { realm } = runtime.interpreter;
  const { storage } = hardware;
  return {
    E: realm.object({
      getErrorFlags: () => realm.array(hardware.errors.take()),
      setConsole: (device: unknown, options?: { force?: boolean }) =>
        runtime.prompt.moveTo(nameOf(device), Boolean(options?.force)),
      getConsole: () => runtime.console.device ?? null,
      toString: (...parts: unknown[]) => parts.map(charsOf).join(""),
      toUint8Array: (...parts: unknown[]) =>
        new realm.intrinsics.Uint8Array(Buffer.from(parts.map(charsOf).join(""), "latin1")),
      toJS: (value: unknown) => inspect(value, (object) => runtime.names.get(object), { isShort: true }),
      CRC32: (value: unknown) => crc32(charsOf(value)),
      getSizeOf: (value: unknown) => sizeInBlocks(value),
      /** Only buffers have an address here; 0 is also what a board says of memory that is not in one piece. */
      getAddressOf: (data: unknown, isFlat?: boolean) =>
        isFlat && data instanceof realm.intrinsics.ArrayBuffer
          ? runtime.machineCode.addressOf(data as ArrayBuffer)
          : 0,
      nativeCall: (address: number) => {
        const { clock } = hardware;
        const call = (...args: number[]) => {
          // The call is all that costs: three integers into a ring take 84 µs on a Pico.
          clock.runDue();
          return runtime.runMachineCode(address, args, clock.nowUs);
        };
        return runtime.machineCode.name(call, address);
      },
      setBootCode: (code: string | undefined, isAlways?: boolean) => {
        storage.erase(".bootcde");
        storage.erase(".bootrst");
        if (code) storage.write(isAlways ? ".bootrst" : ".bootcde", code);
      },
      reboot: () => runtime.interpreter.abort("reboot"),
      enableWatchdog: (timeoutS: number, isAutomatic = true) =>
        runtime.watchdog.enable(timeoutS, isAutomatic),
      kickWatchdog: () => runtime.watchdog.kick(),
      setFlags: () => {},
      getFlags: () => realm.object({}),
      dumpStr: () => "",
      getBattery: () => 100,
      getTemperature: () => 25,
      hwRand: () => runtime.random(),
    }),
  };

  function nameOf(device: unknown): string | undefined {
    if (typeof device === "string") return device;
    return typeof device === "object" && device !== null ? runtime.names.get(device) : undefined;
  }
}

function charsOf(value: unknown): string {
  if (typeof value === "number") return String.fromCharCode(value & 0xff);
  if (Array.isArray(value)) return value.map(charsOf).join("");
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array, charsOf).join("");
  return `${value}`;
}

/** CRC-32 as in zlib. */
function crc32(text: string): number {
  let crc = ~0;
  for (let index = 0; index < text.length; index++) {
    crc ^= text.charCodeAt(index) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Characters in a variable, and in each further one. Source: src/jsutils.h, JSVAR_DATA_STRING_LEN. */
const FIRST_CHARS = 4;
const MORE_CHARS = 12;

function sizeInBlocks(value: unknown): number {
  if (typeof value === "string") return 1 + Math.ceil(Math.max(0, value.length - FIRST_CHARS) / MORE_CHARS);
  if (ArrayBuffer.isView(value)) return 3 + Math.ceil(value.byteLength / MORE_CHARS);
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + 1 + sizeInBlocks(item), 1);
}
