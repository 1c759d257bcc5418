import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Debian puts it where only root's PATH looks. */
const path = `${process.env.PATH}:/usr/sbin`;

/** Whether the real broker is there: `apt-get install mosquitto openssl`. Without it, tests that need it are skipped. */
export const hasMosquitto =
  spawnSync("mosquitto", ["-h"], { env: { ...process.env, PATH: path } }).error === undefined &&
  spawnSync("openssl", ["version"]).error === undefined;
if (!hasMosquitto) console.warn("mosquitto or openssl is missing: tests against a real broker are skipped");

export interface MosquittoOptions {
  readonly user?: string;
  readonly password?: string;
  readonly tls?: boolean;
  /** Waits with the start, so that the broker is missing at first. */
  readonly isLate?: boolean;
}

/** A real broker on a free port of the loopback, with a folder of its own that holds its sessions over restarts. */
export class Mosquitto {
  readonly folder = mkdtempSync(join(tmpdir(), "baton-mosquitto-"));
  readonly port: number;
  private readonly options: MosquittoOptions;
  private child: ChildProcess | undefined;

  static async start(options: MosquittoOptions = {}): Promise<Mosquitto> {
    const broker = new Mosquitto(await freePort(), options);
    broker.configure();
    if (!options.isLate) await broker.start();
    return broker;
  }

  private constructor(port: number, options: MosquittoOptions) {
    this.port = port;
    this.options = options;
  }

  get url(): string {
    return `${this.options.tls ? "mqtts" : "mqtt"}://localhost:${this.port}`;
  }

  get caFile(): string {
    return join(this.folder, "cert.pem");
  }

  async start(): Promise<void> {
    const child = spawn("mosquitto", ["-c", join(this.folder, "conf")], {
      env: { ...process.env, PATH: path },
      stdio: "ignore",
    });
    this.child = child;
    while (!(await accepts(this.port)))
      if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
  }

  /** Has the broker save its sessions and what it holds for them, as it otherwise does every half hour and at its end. */
  save(): void {
    this.child?.kill("SIGUSR1");
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private configure(): void {
    const { user, password = "", tls } = this.options;
    const lines = [
      `listener ${this.port} 127.0.0.1`,
      `allow_anonymous ${user === undefined}`,
      "persistence true",
      `persistence_location ${this.folder}/`,
      "max_queued_messages 0",
      "max_inflight_messages 0",
    ];
    if (process.getuid?.() === 0) lines.push("user root");
    if (user !== undefined) lines.push(`password_file ${this.passwordFile(user, password)}`);
    if (tls) lines.push(...this.certificate());
    writeFileSync(join(this.folder, "conf"), `${lines.join("\n")}\n`);
  }

  private passwordFile(user: string, password: string): string {
    const file = join(this.folder, "passwords");
    run("mosquitto_passwd", ["-b", "-c", file, user, password]);
    return file;
  }

  private certificate(): string[] {
    const key = join(this.folder, "key.pem");
    const names = "subjectAltName=DNS:localhost";
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"];
    run("openssl", [
      "req",
      ...kind,
      "-keyout",
      key,
      "-out",
      this.caFile,
      "-subj",
      "/CN=localhost",
      "-addext",
      names,
    ]);
    return [`certfile ${this.caFile}`, `keyfile ${key}`];
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { env: { ...process.env, PATH: path } });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => setTimeout(() => resolve(false), 10));
  });
}
