import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { parseScenario } from "../../host/scenario/read-scenario.ts";
import { runScenario } from "../../host/scenario/run-scenario.ts";
import { SimMachine } from "../../host/scenario/sim-machine.ts";
import type { Target } from "../../host/scenario/target.ts";
import { VirtualTarget } from "../../host/scenario/virtual-target.ts";

/** An application written by hand: it says when it is up, each edge of D2, and each line that reaches Serial2. */
export const ECHO = `
  Serial1.setup(115200);
  function log(level,text){
    Serial1.write("<"+level+">["+getTime().toFixed(6).padStart(12)+"] app: "+text+"\\r\\n")
  }
  setWatch(function(e){log(6,"edge "+e.state)},D2,{repeat:true});
  Serial2.setup(9600);
  Serial2.on("data",function(d){log(4,"heard "+d)});
  log(5,"up");`;

/** Counts its boots in the flash. */
export const BOOTS = `${ECHO}
  var boots=+(require("Storage").read("boots")||0)+1;
  require("Storage").write("boots",""+boots);
  log(6,"boot "+boots);`;

/** Its books say that it has written more records than it sends, and that it has dropped some. */
export const LOSES = (written: number, dropped: number): string => `${ECHO}
  function printkStats(){return{logged:${written + dropped},pending:0,bootTime:0,consoles:[
    {name:"Serial1",written:${written},dropped:{overrun:${dropped}},suppressed:0,handoffs:0,takeovers:0}]}}`;

export const newTarget = (code = ECHO, seed = 1): VirtualTarget =>
  new VirtualTarget(new SimMachine({ board: rp2040Pico, code, seed }), { seed });

/** @param steps - as in a file, one a line. */
export function runSteps(steps: readonly string[], code = ECHO, target: Target = newTarget(code)) {
  const text = `steps:\n${steps.map((step) => `  - ${step}`).join("\n")}\n`;
  const scenario = parseScenario(text, "app/test.yaml");
  const bundle = { sha256: "abc", bytes: code.length };
  return runScenario({ scenario, target, board: rp2040Pico, bundle, seed: 1 });
}
