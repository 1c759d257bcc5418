/** What instrumented code computes is what the code computes. */
import vm from "node:vm";
import { expect, test } from "vitest";
import { instrument } from "../../host/sim/instrument.ts";
import { bootedBoard } from "./board.ts";

const PROGRAMS = [
  "1+2",
  "var x=0;for(var i=0;i<10;i++)if(i%2)x+=i;else x-=1;x",
  "var r='';for(var k in {a:1,b:2})r+=k;r",
  "var r='';for(var v of [1,2,3]){if(v==2)continue;r+=v}r",
  "var n=0;do n++;while(n<5);n",
  "var n=0;while(n<5)n++;n",
  "var n=0;for(;;){if(n++>3)break}n",
  "(function(){if(1)if(0)return 'a';else return 'b';return 'c'})()",
  "(function(){try{return 1}finally{return 2}})()",
  "(function(){try{throw new Error('x')}catch(e){return e.message}finally{}})()",
  "(function(){try{throw 1}catch{return 'no name'}})()",
  "(function(n){switch(n){case 1:return 'one';case 2:n++;default:return n}})(2)",
  "(function f(n){return n<2?1:n*f(n-1)})(6)",
  "[3,1,2].map(x=>x*2).filter(x=>x>2).join()",
  "[1,2].map(x=>({v:x}))[1].v",
  "[1].map((x)=>{return x+1})[0]",
  "var t='a';'<'+(t+='b',t.length>1?t:'')+'>'",
  "var a=[0,0],i=0;a[i++]=i;a[i]+='z';a.join()",
  "var o={get x(){return 5},m(){return this.x}};o.m()",
  "var f=function(){return arguments.length};f(1,(2,3))",
  "(function(){'use strict';return this===undefined})()",
  "var s=0;outer:for(var i=0;i<3;i++){for(;;){s++;continue outer}}s",
  "var z=0;if(1){z++}else{z--}z",
  "var q=0||(1,2);var z=q&&(q=3,q);z",
  "typeof undeclared",
  "eval('1;2+3')",
  "(function(a){return eval('a+1')})(41)",
  "class A{constructor(){this.v=1}get w(){return this.v}}class B extends A{constructor(){super();this.v++}}new B().w",
  "var g=function(){return function(){return this}};typeof g()()",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the program's own template.
  "`a${1+1}b`",
];

test.each(PROGRAMS)("%s", (program) => {
  const board = bootedBoard();
  expect(board.evaluate(program)).toEqual(vm.runInNewContext(program));
});

test("a declaration is worth what it declares, as at Espruino's prompt", () => {
  const board = bootedBoard();
  expect(board.evaluate("var x=5")).toBe(5);
  expect(typeof board.evaluate("function f(){}")).toBe("function");
});

test("every statement is preceded by a call, the only one of a branch too", () => {
  const steps = instrument("a;if(b)c;else{d}for(;;)e;while(f)g").text.match(/sim\$s\(/g);
  expect(steps).toHaveLength(8);
});

test("numbers in texts have eleven decimals at most", () => {
  const board = bootedBoard();
  expect(board.evaluate("''+1/3+' '.concat(0.1+0.2)+(1/3)")).toBe("0.33333333333 0.30.33333333333");
  expect(board.evaluate("'a'+(1,2/3)")).toBe("a0.66666666667");
});

test("JSON is printable ASCII, its hexadecimal digits in capitals", () => {
  const board = bootedBoard();
  expect(board.evaluate(String.raw`JSON.stringify("\x7f\xff\x0b\n\"\u0000")`)).toBe(
    String.raw`"\u007F\u00FF\u000B\n\"\u0000"`,
  );
});
