/** Why a command was asked to end early: the reason of `Output.signal`. */
export class Interruption extends Error {
  readonly exitCode: number;

  constructor(cause: "SIGINT" | "SIGTERM" | "EPIPE") {
    super(`interrupted by ${cause}`);
    this.name = "Interruption";
    this.exitCode = exitCodes[cause];
  }
}

/** 128 plus the signal's number, as shells count. A reader that has seen enough (`| head`) is no failure. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, EPIPE: 0 } as const;
