/** What `baton.config.ts` says: how this computer builds and reaches boards. Nothing of it gets into the firmware. */
export interface Config extends Settings {
  /** Settings for an occasion, such as `ci`: `--profile ci` puts them in front of the others. */
  readonly profiles?: Readonly<Record<string, Settings>>;
}

/** Defaults for the commands' options of the same names. What the command line gives wins. */
export interface Settings {
  /** A board's name, or the id that its firmware gives itself. */
  readonly board?: string;
  /** An address such as `serial:/dev/ttyACM0`, or one of the names in `ports`. */
  readonly port?: string;
  /** Speed of the console, in bits per second. */
  readonly baud?: number;
  /** Which log calls are built in, by facility and level: `net=debug,*=info`. */
  readonly log?: string;
  /** Names for ports, as in `{ bench: "usb:2e8a:000a" }`. */
  readonly ports?: Readonly<Record<string, string>>;
}

/** Returns its argument: it is there for editors, which then know what may be written. */
export const defineConfig = (config: Config): Config => config;
