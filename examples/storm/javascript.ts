/** The storm as boards have it that run no machine code, on any board: for comparison. */
import { logInJavaScript } from "./in-javascript.ts";

logInJavaScript();
