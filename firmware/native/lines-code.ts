/** The machine code of `lines.s`, assembled, and where its entries are, in bytes from the start. */
export const LINES_LINE = 0;
export const LINES_BYTES = 536;
/** In base 64. */
export const LINES_CODE =
  "+LXARoSkIGgAKD/QY2gfaT9oWGgaaJBCA9CaaAJAGNEfaowlLRneaCprthoM0GpqACoH0GprgkIG0GhjL2KuYu5iCOABItph" +
  "GmiQQh7QmmgCQBIBnRhoagAoCNsYIhgjAkCaQg/QYmnDABsKEODDQ2wiEhkBIEAHBjAJ4GNoWGgBMFhgwudjaAEg2GEAIJfg" +
  "mwDXWAAv8dCgYY5oPCAA8LT4oGkHIhBAMDAA8K74PiAA8Kv4WyAA8Kj4ImnjaChqgBoia5BCAtuAGgEz+ucAKALagBgBO/rn" +
  "IGLjYCpqEhoiYSAg4GEYHCQiEhk4IxsZAPBp+C4gAPCI+DAg4GEgajQiEhkTHADwXvhdIADwffigaUAPCNBbIADwd/hDIADw" +
  "dPhdIADwcfggIADwbvg4eAE3ACgq0CUo99E7eAE3JSvz0KhqBDUwKxTQeCsQ0HUrB9AAKAXaQEKgYS0gAPBV+KBpJCISGUgj" +
  "GxkA8Cz43ucBIwLgO3gCNzA7mwBsItMaGxlMIhIZAPAe+NDnDSAA8Dz4CiAA8Dn4jmCgaAEwoGCMIxsZ2GoAKAXQGmsSGBpj" +
  "ACDYYgPgY2hYaAEwWGABIPi8BLwQR7C152kUHAUcImgAIJVCAtOtGgEw+ucAKAXRASoD0JxCCdM4HAXgACMwJzAwOigA0ycw" +
  "APAH+CJoBDQBKuTRsLwEvBBHCmkyQFIYMDIQcAE2cEc=";
