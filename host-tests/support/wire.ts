/** How records reach the ports of tests. A project of tests may put another module in its place. */
export { line } from "../../firmware/wire/text-wire.ts";
