/** The machine code of `lines.s`, assembled, and where its entries are, in bytes from the start. */
export const LINES_LINE = 0;
export const LINES_BYTES = 428;
/** In base 64. */
export const LINES_CODE =
  "+LXARmmkI2hiaADwzfgALRLQaGwAKAPbomnDABsKDeDDQ3AiEhkBIEAHBjAG4CNo4mgA8Ln45ucAIIngmwDXWAAv9NDgYY5o" +
  "PCAA8Kb44GkHIhBAMDAA8KD4PiAA8J34WyAA8Jr4YmkjaShsgBpia5BCAtuAGgEz+ucAKALagBgBO/rnYGIjYSpsEhpiYSAg" +
  "IGIYHCgiEhk8IxsZAPBb+C4gAPB6+DAgIGJgajgiEhkTHADwUPhdIADwb/jgaUAPCNBbIADwafhDIADwZvhdIADwY/ggIADw" +
  "YPg4eAE3ACgq0CUo99E7eAE3JSvz0KhsBDUwKxTQeCsQ0HUrB9AAKAXaQELgYS0gAPBH+OBpKCISGUwjGxkA8B743ucBIwLg" +
  "O3gCNzA7mwBwItMaGxlQIhIZAPAQ+NDnDSAA8C74CiAA8Cv4jmAjaKJoAPAt+AEg+LwEvBBHsLUnahQcBRwiaAAglUIC060a" +
  "ATD65wAoBdEBKgPQnEIJ0zgcBeAAIzAnMDA6KADTJzAA8Af4ImgENAEq5NGwvAS8EEcKaTJAUhgwMhBwATZwRxBHwEY=";
