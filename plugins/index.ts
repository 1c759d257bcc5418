/** The plugins that come with the framework. */
export { dmesg } from "./dmesg.ts";
export { type IdleOffloaderOptions, idleOffloader } from "./idle-offloader.ts";
export { type UartConsoleOptions, uartConsole } from "./uart-console.ts";
