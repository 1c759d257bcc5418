/** What the proofs have the board do while something happens before each of its statements. */
export interface Scenario {
  readonly title: string;
  /** The application: who writes. */
  readonly app: App;
  /** Functions of the application that are called, one right behind the other. */
  readonly calls: readonly string[];
  /** The function that an interrupt runs. */
  readonly irq: string;
}

export type App = "offloaded" | "direct";

export const task: Scenario = {
  title: "a task logs and writes",
  app: "direct",
  calls: ["speak"],
  irq: "irqSpeak",
};
export const idle: Scenario = {
  title: "a task logs, the idle loop writes",
  app: "offloaded",
  calls: ["speak"],
  irq: "irqSpeak",
};
export const exclusive: Scenario = {
  title: "dmesg takes the console in the middle of a record",
  app: "offloaded",
  calls: ["speak", "dmesg"],
  irq: "irqSpeak",
};

export const scenarios: readonly Scenario[] = [
  task,
  idle,
  exclusive,
  { ...exclusive, title: "dmesg takes the console from a task that writes", app: "direct" },
  { ...idle, title: "an emergency takes over in the middle of a record", calls: ["speak", "shout"] },
  { ...idle, title: "an interrupt's emergency meets the idle loop", irq: "irqShout" },
  { ...task, title: "an interrupt's emergency meets a task that writes", irq: "irqShout" },
  { ...exclusive, title: "an interrupt's emergency meets dmesg", irq: "irqShout" },
  { ...idle, title: "a line is gone on with", calls: ["goOn"], irq: "irqGoOn" },
  { ...idle, title: "a task logs three times, the idle loop writes", calls: ["speakThrice"] },
  { ...task, title: "a task logs three times and writes", calls: ["speakThrice"] },
  { ...idle, title: "the ring runs over", calls: ["flood"] },
];

/** These end in a reset. */
export const panics: readonly Scenario[] = [
  { ...idle, title: "a task panics, interrupts log", calls: ["speak", "fall"] },
  { ...idle, title: "an interrupt panics while the idle loop writes", irq: "irqFall" },
  { ...task, title: "an interrupt panics while a task writes", irq: "irqFall" },
  { ...exclusive, title: "an interrupt panics while dmesg writes", irq: "irqFall" },
];
