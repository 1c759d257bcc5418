import path from "node:path";
import { rp2040Pico } from "../boards/rp2040-pico.ts";
import { packageFolder } from "../host/bundle/device-package.ts";
import { type BuildRequest, buildFirmware, type FirmwareBundle } from "../host/bundle/firmware-bundle.ts";
import { parseLogDirectives } from "../host/bundle/lowering/log-directives.ts";
import { markPin } from "./bench-pico.ts";

/** What a Pico boots to be timed. */
export interface Program {
  /** A firmware of `bench/apps`; without one the interpreter is bare. */
  readonly app?: string;
  /** Speed of the firmware's console, in bits per second; the board's own unless given. */
  readonly baud?: number;
  /** Which of the firmware's log calls stay, as in `baton build --log`. */
  readonly log?: string;
  readonly tokens?: boolean;
  /** Statements that run once, behind the firmware. */
  readonly setup?: string;
  /** A statement that is run `roundsMax` times, a timer's turn each. `i` is the round's number. */
  readonly round?: string;
  /** From one round to the next. */
  readonly pauseMs?: number;
  /** How long the program is watched. */
  readonly forMs: number;
}

/** The first round meets pins that are not set up and names that were never looked for: it is not counted. */
export const roundsMax = 9;

export async function codeOf({ app, setup = "", round, pauseMs, ...build }: Program): Promise<string> {
  const firmware = app === undefined ? "" : (await bundleOf(app, build)).code;
  return `${firmware}\n${setup};\n${round === undefined ? "" : repeated(round, pauseMs ?? 0)}`;
}

const bundles = new Map<string, Promise<FirmwareBundle>>();

/** @param app - a folder of `bench/apps`, or of the package's root if it contains a slash. */
export function bundleOf(app: string, build: Build = {}): Promise<FirmwareBundle> {
  const key = JSON.stringify([app, build.baud, build.log, build.tokens]);
  const bundle = bundles.get(key) ?? buildFirmware(requestFor(app, build));
  bundles.set(key, bundle);
  return bundle;
}

type Build = Pick<Program, "baud" | "log" | "tokens">;

function requestFor(app: string, { baud, log, tokens }: Build): BuildRequest {
  const entry = path.join(packageFolder, app.includes("/") ? app : `bench/apps/${app}`);
  const directives = log === undefined ? undefined : parseLogDirectives(log);
  return { entry, board: rp2040Pico, baud, log: directives, tokens };
}

/** A statement between the edges of the mark. */
export const marked = (statement: string): string => `${markPin}.write(1);${statement};${markPin}.write(0)`;

function repeated(round: string, pauseMs: number): string {
  return `function round_(i){${round}}
var rounds_=0,timer_=setInterval(function(){round_(rounds_);if(++rounds_==${roundsMax})clearInterval(timer_)},${pauseMs});`;
}
