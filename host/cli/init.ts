import { relative } from "node:path";
import { initProject } from "../init/init-project.ts";
import type { Command } from "./command.ts";

export const init: Command = {
  name: "init",
  summary: "make a project: firmware, a plugin and a board of its own, a config, a test",
  args: [{ name: "<folder>", summary: "where; it is made" }],
  options: [{ flags: "--json", summary: "print what was made as JSON" }],
  examples: ["baton init demo"],
  async run([target = ""], { json }, output) {
    const project = await initProject(target);
    if (json) return output.print(JSON.stringify(project));
    const shown = relative(process.cwd(), project.folder) || ".";
    output.print(
      `${shown}: ${project.files.length} files. Next:\n\n  cd ${shown}\n  npm install\n  npm test`,
    );
  },
};
