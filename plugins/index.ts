/** The plugins that come with the framework. */
export { type CrashLogOptions, crashLog } from "./crash-log.ts";
export { dmesg } from "./dmesg.ts";
export { type IdleOffloaderOptions, idleOffloader } from "./idle-offloader.ts";
export { type UartConsoleOptions, uartConsole } from "./uart-console.ts";
export { type UncaughtOptions, uncaught } from "./uncaught.ts";
export { type WatchdogOptions, watchdog } from "./watchdog.ts";
