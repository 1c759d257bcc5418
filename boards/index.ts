import type { Board } from "../firmware/board.ts";
import { banglejs2 } from "./banglejs2.ts";
import { esp32 } from "./esp32.ts";
import { esp8266 } from "./esp8266.ts";
import { espruinoPico } from "./espruino-pico.ts";
import { espruinoWifi } from "./espruino-wifi.ts";
import { mdbt42q } from "./mdbt42q.ts";
import { microbit2 } from "./microbit2.ts";
import { puckjs } from "./puckjs.ts";
import { rp2040Pico } from "./rp2040-pico.ts";

/** The boards that come with the package, by the name that `--board` takes: the name of their file. */
export const boards: Readonly<Record<string, Board>> = {
  "espruino-pico": espruinoPico,
  "espruino-wifi": espruinoWifi,
  puckjs,
  mdbt42q,
  banglejs2,
  microbit2,
  "rp2040-pico": rp2040Pico,
  esp32,
  esp8266,
};
