import { readdir, readFile, readlink, realpath } from "node:fs/promises";

/**
 * Names the other programs that have a file open, as `screen (1234)`. It sees those of the same user, or of all when it is
 * the superuser's to ask; where there is no `/proc` it sees none.
 */
export async function holdersOf(file: string, ownPid = process.pid): Promise<string[]> {
  const target = await realpath(file).catch(() => file);
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const holding = await Promise.all(
    pids.map(async (pid) => Number(pid) !== ownPid && (await hasOpen(pid, target))),
  );
  return Promise.all(pids.filter((_, index) => holding[index]).map(nameOf));
}

/** A process that has ended meanwhile, or is another user's, has nothing open that could be seen. */
async function hasOpen(pid: string, target: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  const targets = await Promise.all(descriptors.map((fd) => readlink(`${folder}/${fd}`).catch(() => "")));
  return targets.includes(target);
}

async function nameOf(pid: string): Promise<string> {
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  return `${name.trim() || "?"} (${pid})`;
}
