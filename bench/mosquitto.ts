import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync } from "mqtt";

/** A broker that drops nothing of its own. */
export async function startBroker(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const port = 20_000 + (process.pid % 20_000);
  const conf = join(folder, "mosquitto.conf");
  writeFileSync(conf, `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n`);
  const child = spawn("mosquitto", ["-c", conf], {
    stdio: "ignore",
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const url = `mqtt://127.0.0.1:${port}`;
  await Promise.race([failed, answers(url)]);
  return { child, url };
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const client = await connectAsync(url, { reconnectPeriod: 0 }, false).catch(() => undefined);
    if (client !== undefined) return client.endAsync();
    await sleep(50);
  }
}
