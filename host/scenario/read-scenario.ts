import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Document, isMap, isNode, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { badScenario, scenarioUnreadable } from "./errors.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";
import { scenarioSchema } from "./scenario-schema.ts";
import type { PlannedStep } from "./step-kind.ts";
import { stepKinds } from "./steps/index.ts";

/** @throws CliError `SCENARIO_UNREADABLE`, or `BAD_SCENARIO` with each place and what was expected there. */
export async function readScenario(file: string): Promise<Scenario> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw scenarioUnreadable(file, cause);
  });
  return parseScenario(text, file);
}

/** @param file - for messages, and for what `app` is relative to. */
export function parseScenario(text: string, file: string): Scenario {
  return new Reader(text, file).read();
}

type Path = readonly PropertyKey[];

class Reader {
  private readonly text: string;
  private readonly file: string;
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
  }

  read(): Scenario {
    const [mistake] = this.document.errors;
    if (mistake) throw badScenario([`${this.place(mistake.pos[0])}: ${mistake.message}`], mistake);
    const { success, data, error } = scenarioSchema.safeParse(this.value());
    if (!success) throw this.badIssues(error.issues, []);
    const { app = ".", name, steps, ...settings } = data;
    const folder = path.dirname(this.file);
    return {
      ...settings,
      name: name ?? path.basename(path.resolve(folder)),
      file: this.file,
      app: path.join(folder, app),
      steps: steps.map((step, index) => this.step(step, index)),
    };
  }

  private value(): unknown {
    try {
      return this.document.toJS();
    } catch (error) {
      // An alias that stands for too much: YAML's way to make a small file a large value.
      throw badScenario([`${this.place(0)}: ${(error as Error).message}`], error);
    }
  }

  private step(step: Readonly<Record<string, unknown>>, index: number): ScenarioStep {
    const node = this.nodeAt(["steps", index]);
    const line = this.lines.linePos(startOf(node)).line;
    return { ...this.planned(step, index), line, source: oneLine(this.text.slice(...rangeOf(node))) };
  }

  private planned(step: Readonly<Record<string, unknown>>, index: number): PlannedStep {
    const at: Path = ["steps", index];
    const [word, ...others] = Object.keys(step);
    if (word === undefined || others.length > 0) throw this.bad(at, "expected one step");
    const kind = Object.hasOwn(stepKinds, word) ? stepKinds[word] : undefined;
    if (!kind)
      throw this.bad(at, `there is no step "${word}", expected one of: ${Object.keys(stepKinds).join(", ")}`);
    const { success, data, error } = kind.parse(step[word]);
    if (!success) throw this.badIssues(error.issues, [...at, word]);
    return data;
  }

  private badIssues(issues: readonly z.core.$ZodIssue[], base: Path): Error {
    const problems = issues.map((issue) => {
      const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
      return this.problem([...base, ...issue.path, ...keys], issue.message);
    });
    return badScenario(problems);
  }

  private bad(at: Path, message: string): Error {
    return badScenario([this.problem(at, message)]);
  }

  private problem(at: Path, message: string): string {
    return `${this.place(startOf(this.nodeAt(at)))}: ${at.join(".") || "the file"}: ${message}`;
  }

  /** The node at a path, or the nearest one around it. */
  private nodeAt(at: Path): Node | undefined {
    for (let depth = at.length; depth > 0; depth--) {
      const node = this.keyOrValue(at.slice(0, depth));
      if (node !== undefined) return node;
    }
    return this.document.contents ?? undefined;
  }

  /** Of a pair, the key is where one looks; of a list's item, the item. */
  private keyOrValue(at: Path): Node | undefined {
    const parent = at.length === 1 ? this.document.contents : this.document.getIn(at.slice(0, -1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isNode(key) && String(key) === String(at.at(-1)));
      return pair && isNode(pair.key) ? pair.key : undefined;
    }
    const node = this.document.getIn(at, true);
    return isNode(node) ? node : undefined;
  }

  private place(offset: number): string {
    const { line, col } = this.lines.linePos(offset);
    return `${this.file}:${line}:${col}`;
  }
}

const rangeOf = (node: Node | undefined): [start: number, end: number] => [
  node?.range?.[0] ?? 0,
  node?.range?.[1] ?? 0,
];

const startOf = (node: Node | undefined): number => rangeOf(node)[0];

const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");
