/** The storm, logged through the firmware. */
import { hasNativeConsole } from "espruino-baton/board";
import { logInJavaScript } from "./in-javascript.ts";
import { logOnMachineCode } from "./on-machine-code.ts";

if (hasNativeConsole) logOnMachineCode();
else logInJavaScript();
