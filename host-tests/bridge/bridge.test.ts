/** Goal: whatever happens to boards and sinks, the bridge stays up, its books close, and no board waits. */
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { BoardBooks } from "../../host/bridge/board-books.ts";
import { Bridge, type BridgeOptions } from "../../host/bridge/bridge.ts";
import type { Message } from "../../host/bridge/message.ts";
import type { Sink } from "../../host/bridge/sinks/sink.ts";
import { portNotFound } from "../../host/link/errors.ts";
import { openReturningPort } from "../../host/link/port.ts";
import { plainText } from "../../host/monitor/item.ts";
import { Prng } from "../../host/prng.ts";
import { FakeBoard } from "./support/fake-board.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

describe("the bridge", () => {
  it("brings what every board says to every sink, numbered by board", async () => {
    const boards = await startBoards(3);
    const [one, two] = [collector("one"), collector("two")];
    const { watched } = await bridging({ boards, sinks: [one.sink, two.sink] });
    await watched();
    for (const board of boards.values()) await board.log(1, 100);
    for (const { got } of [one, two]) {
      await vi.waitUntil(() => got.length === 300);
      for (const name of boards.keys()) expect(numbersOf(got, name)).toEqual(upTo(100));
    }
  });

  it("lets no sink hold up a board or another sink", async () => {
    const boards = await startBoards(1);
    const stuck = { ...collector("stuck").sink, deliver: () => new Promise<never>(() => {}) };
    const { sink, got } = collector("well");
    const { bridge, watched } = await bridging({ boards, sinks: [stuck, sink] }, 1 << 18);
    await watched();
    await boards.get("board0")?.log(1, 50_000);
    await vi.waitUntil(() => got.length === 50_000, { timeout: 20_000 });
    const [ofStuck] = bridge.status.sinks;
    expect(bridge.status.boards[0]?.records).toBe(50_000);
    expect(ofStuck).toMatchObject({ delivered: 0, waiting: 50_000 });
    expect(bridge.status.spoolBytes).toBeLessThanOrEqual(1 << 18);
  });

  it("waits for a port that vanishes, says so in the stream, and counts its coming back", async () => {
    const boards = await startBoards(2);
    const { sink, got } = collector("a");
    const { bridge, watched } = await bridging({ boards, sinks: [sink] });
    await watched();
    const board = boards.get("board0")!;
    board.vanish();
    await vi.waitUntil(() => got.length === 1);
    await boards.get("board1")?.log(1, 10);
    await board.listen();
    await vi.waitUntil(() => board.isWatched);
    await board.log(1, 1);
    await vi.waitUntil(() => numbersOf(got, "board0").length === 1 && numbersOf(got, "board1").length === 10);
    expect(got.filter(({ board: name }) => name === "board0").map(({ item }) => item)).toMatchObject([
      { kind: "event", event: "vanished" },
      { kind: "event", event: "returned" },
      { kind: "record", text: "1" },
    ]);
    expect(bridge.status.boards[0]).toMatchObject({ reconnects: 1, isConnected: true });
  });

  it("waits for a port that is not there at the beginning", async () => {
    const board = await FakeBoard.start();
    let isPlugged = false;
    const open = () =>
      isPlugged ? openReturningPort(board.address) : Promise.reject(portNotFound("/dev/ttyACM0"));
    const { sink, got } = collector("a");
    const { notes } = await bridging({ boards: [{ name: "late", open }], sinks: [sink] });
    await vi.waitUntil(() => notes.length === 1);
    expect(notes).toEqual(["late: there is no port /dev/ttyACM0; waiting for it"]);
    isPlugged = true;
    await vi.waitUntil(() => board.isWatched, { timeout: 5000 });
    await board.log(1, 1);
    await vi.waitUntil(() => got.length === 1);
  });

  it("takes a megabyte of garbage for text that can harm nobody", async () => {
    const boards = await startBoards(1);
    const { sink, got } = collector("a");
    const { bridge, watched } = await bridging({ boards, sinks: [sink] });
    await watched();
    await boards.get("board0")?.say(garbage(7, 1 << 20));
    await boards.get("board0")?.say("\r\n<6>[    1.000000] net: still here\r\n");
    await vi.waitUntil(() => bridge.status.boards[0]?.records === 1 && bridge.status.sinks[0]?.waiting === 0);
    expect(got.at(-1)?.item).toMatchObject({ kind: "record", text: "still here" });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(got.filter(({ item }) => /[\x00-\x08\x0a-\x1f\x7f-\x9f]/.test(plainText(item)))).toEqual([]);
    expect(numbersOf(got, "board0", "text")).toEqual(upTo(bridge.status.boards[0]!.texts));
  });

  it("delivers in its next run what it could not in this one", async () => {
    const folder = temporaryFolder();
    const boards = await startBoards(1);
    const dead = { ...collector("a").sink, deliver: () => Promise.reject(new Error("no broker")) };
    const first = await bridging({ boards, sinks: [dead] }, 1 << 20, folder);
    await first.watched();
    await boards.get("board0")?.log(1, 500);
    await vi.waitUntil(() => first.bridge.status.boards[0]?.records === 500);
    await first.end();
    const { sink, got } = collector("a");
    await bridging({ boards: [], sinks: [sink] }, 1 << 20, folder);
    await vi.waitUntil(() => got.length === 500);
    expect(numbersOf(got, "board0")).toEqual(upTo(500));
  });

  it("delivers the last words before it ends", async () => {
    const boards = await startBoards(1);
    const { sink, got } = collector("a");
    const { bridge, watched, end } = await bridging({ boards, sinks: [sink] });
    await watched();
    await boards.get("board0")?.log(1, 1000);
    await vi.waitUntil(() => bridge.status.boards[0]?.records === 1000);
    await end();
    expect(numbersOf(got, "board0")).toEqual(upTo(1000));
  });
});

describe("a board's books", () => {
  it("hold no more words than a few, whatever reasons a board makes up", () => {
    const books = new BoardBooks("a");
    for (let i = 0; i < 1000; i++)
      books.enter({ kind: "loss", dropped: 2, reason: `reason ${i}${"x".repeat(99)}` });
    expect([books.dropped, books.droppedByReason.size]).toEqual([2000, 17]);
    for (const reason of books.droppedByReason.keys()) expect(reason.length).toBeLessThanOrEqual(64);
  });
});

async function startBoards(count: number): Promise<Map<string, FakeBoard>> {
  const boards = new Map<string, FakeBoard>();
  for (let i = 0; i < count; i++) boards.set(`board${i}`, await FakeBoard.start());
  return boards;
}

interface Given {
  readonly boards: Map<string, FakeBoard> | BridgeOptions["boards"];
  readonly sinks: readonly Sink[];
}

/** Runs a bridge until the test has ended. */
async function bridging({ boards, sinks }: Given, bytesMax = 1 << 20, folder = temporaryFolder()) {
  const notes: string[] = [];
  const ended = new AbortController();
  const bridge = await Bridge.open({
    boards: boards instanceof Map ? addressed(boards) : boards,
    sinks,
    spool: { folder, bytesMax },
    onNote: (text) => notes.push(text),
    signal: ended.signal,
  });
  const running = bridge.run();
  const end = (): Promise<void> => {
    ended.abort();
    return running;
  };
  onTestFinished(end);
  const watched = () =>
    vi.waitUntil(() => boards instanceof Map && [...boards.values()].every(({ isWatched }) => isWatched));
  return { bridge, notes, end, watched };
}

function addressed(boards: ReadonlyMap<string, FakeBoard>): BridgeOptions["boards"] {
  return [...boards].map(([name, { address }]) => ({ name, open: () => openReturningPort(address) }));
}

/** A sink that keeps what it gets. */
function collector(name: string): { sink: Sink; got: Message[] } {
  const got: Message[] = [];
  const deliver = async (batch: readonly Message[]) => void got.push(...batch);
  return { sink: { name, batchMax: 1000, deliver: deliver as Sink["deliver"], close: async () => {} }, got };
}

/** The texts, as numbers, of a board's records; or the numbers of its messages of another kind. */
function numbersOf(got: readonly Message[], name: string, kind = "record"): number[] {
  const ofBoard = got.filter(({ board, item }) => board === name && item.kind === kind);
  return ofBoard.map(({ item, number }) => (item.kind === "record" ? Number(item.text) : number));
}

function garbage(seed: number, size: number): Uint8Array {
  const prng = new Prng(seed);
  return Uint8Array.from({ length: size }, () => prng.below(256));
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
