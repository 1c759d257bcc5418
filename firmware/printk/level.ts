/**
 * Log levels, the worst first, as the kernel numbers them.
 *
 * Source: Linux Documentation/core-api/printk-basics.rst.
 */
export type Level = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const EMERG = 0;
export const ALERT = 1;
export const CRIT = 2;
export const ERR = 3;
export const WARNING = 4;
export const NOTICE = 5;
export const INFO = 6;
export const DEBUG = 7;
