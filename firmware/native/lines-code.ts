/** The machine code of `lines.s`, assembled, and where its entries are, in bytes from the start. */
export const LINES_LINE = 0;
export const LINES_BYTES = 452;
/** In base 64. */
export const LINES_CODE =
  "+LXARm+kIGgAKCDQY2hYaBpokEIb0JpoAkASAZ0YaGoAKAjbGCIYIwJAmkIP0GJpwwAbCg3gw0NsIhIZASBABwYwBuBjaFho" +
  "ATBYYN7nACCM4JsA11gAL/TQoGGOaDwgAPCp+KBpByIQQDAwAPCj+D4gAPCg+FsgAPCd+CJp42goaoAaImuQQgLbgBoBM/rn" +
  "ACgC2oAYATv65yBi42AqahIaImEgIOBhGBwkIhIZOCMbGQDwXvguIADwffgwIOBhIGo0IhIZExwA8FP4XSAA8HL4oGlADwjQ" +
  "WyAA8Gz4QyAA8Gn4XSAA8Gb4ICAA8GP4OHgBNwAoKtAlKPfRO3gBNyUr89CoagQ1MCsU0HgrENB1KwfQACgF2kBCoGEtIADw" +
  "SvigaSQiEhlIIxsZAPAh+N7nASMC4Dt4AjcwO5sAbCLTGhsZTCISGQDwE/jQ5w0gAPAx+AogAPAu+I5goGgBMKBgY2hYaAEw" +
  "WGABIPi8BLwQR7C152kUHAUcImgAIJVCAtOtGgEw+ucAKAXRASoD0JxCCdM4HAXgACMwJzAwOigA0ycwAPAH+CJoBDQBKuTR" +
  "sLwEvBBHCmkyQFIYMDIQcAE2cEc=";
