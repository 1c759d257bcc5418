/** How records reach the ports of tests. A project of tests may put another module in its place. */
export { line, loss } from "../../firmware/wire/text-wire.ts";
