/** The plugins that come with the framework. */
export { type BleConsoleOptions, bleConsole } from "./ble-console.ts";
export type { ConsoleOptions } from "./console-options.ts";
export { type CrashLogOptions, crashLog } from "./crash-log.ts";
export { type DmesgQuery, dmesg } from "./dmesg.ts";
export { type FlashLogOptions, flashLog } from "./flash-log.ts";
export { type IdleOffloaderOptions, idleOffloader } from "./idle-offloader.ts";
export { type InterpreterOutputOptions, interpreterOutput } from "./interpreter-output.ts";
export { type IrqTimer, irqTimer } from "./irq-timer.ts";
export { loglevel } from "./loglevel.ts";
export { loopbackConsole } from "./loopback-console.ts";
export { type MemoryConsoleOptions, memoryConsole } from "./memory-console.ts";
export { type NativeOffloaderOptions, nativeOffloader } from "./native-offloader.ts";
export { type PromptOptions, prompt } from "./prompt.ts";
export { terminalConsole } from "./terminal-console.ts";
export { type UartConsoleOptions, uartConsole } from "./uart-console.ts";
export { type UncaughtOptions, uncaught } from "./uncaught.ts";
export { usbConsole } from "./usb-console.ts";
export { type WatchdogOptions, watchdog } from "./watchdog.ts";
