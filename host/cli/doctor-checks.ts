import { constants } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { createRequire } from "node:module";

/** One thing that has to be right on this computer. */
export interface Check {
  readonly name: string;
  /** What to do when `run` throws. */
  readonly fixWhenThrown: string;
  run(): Promise<Finding>;
}

export interface Finding {
  /** `warn`: some commands will miss it. */
  readonly status: "ok" | "warn" | "fail";
  readonly found: string;
  readonly fix?: string;
}

const reinstall = "install the package again: npm ci";

export const checks: readonly Check[] = [
  { name: "node", fixWhenThrown: reinstall, run: checkNode },
  {
    name: "toolchain",
    fixWhenThrown: reinstall,
    run: async () => ok(versionsOf("typescript", "rollup", "terser")),
  },
  { name: "espruino", fixWhenThrown: reinstall, run: async () => ok(versionsOf("espruino")) },
  {
    name: "serialport",
    fixWhenThrown: "its native part does not fit this system: npm rebuild serialport",
    run: checkSerial,
  },
  { name: "pty", fixWhenThrown: "mount /dev/pts; `baton sim --tcp` does without", run: checkPty },
  { name: "ports", fixWhenThrown: "make /dev readable", run: checkPorts },
];

/** Source: `engines` in package.json. */
async function checkNode(): Promise<Finding> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok(process.versions.node);
  return {
    status: "fail",
    found: process.versions.node,
    fix: "install Node 20.19 or later: https://nodejs.org",
  };
}

async function checkSerial(): Promise<Finding> {
  await import("serialport");
  return ok(`${versionsOf("serialport")}, its native part loads`);
}

async function checkPty(): Promise<Finding> {
  const { openPty } = await import("../link/pty.ts");
  const pty = openPty();
  pty.close();
  return ok(`${pty.path} opened`);
}

/** USB serial ports, as the kernel names them on Linux and macOS. */
const portName = /^(ttyACM|ttyUSB|cu\.usb)/;

async function checkPorts(): Promise<Finding> {
  const ports = (await readdir("/dev")).filter((name) => portName.test(name)).map((name) => `/dev/${name}`);
  if (ports.length === 0)
    return { status: "warn", found: "none", fix: "plug a board in, or use --port sim:<board>" };
  const forbidden = await filterAsync(ports, async (port) => !(await isUsable(port)));
  if (forbidden.length === 0) return ok(ports.join(", "));
  const fix = "join the group that owns it, usually: sudo usermod -a -G dialout $USER, and log in again";
  return { status: "warn", found: `${forbidden.join(", ")}: permission denied`, fix };
}

function isUsable(port: string): Promise<boolean> {
  return access(port, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function filterAsync<T>(items: readonly T[], isWanted: (item: T) => Promise<boolean>): Promise<T[]> {
  const wanted = await Promise.all(items.map(isWanted));
  return items.filter((_, index) => wanted[index]);
}

function versionsOf(...packages: readonly string[]): string {
  const load = createRequire(import.meta.url);
  return packages.map((name) => `${name} ${load(`${name}/package.json`).version}`).join(", ");
}

function ok(found: string): Finding {
  return { status: "ok", found };
}
