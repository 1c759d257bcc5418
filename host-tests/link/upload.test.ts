/**
 * Goal: firmware arrives as it is, or the old one stays and the error says what the board has.
 * Method: the real upload engine in its worker process, against a board with faults of our choosing.
 */
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../host/bundle/firmware-bundle.ts";
import { pretokenised } from "../../host/bundle/pretokenise.ts";
import type { CliError } from "../../host/errors.ts";
import { upload } from "../../host/link/upload.ts";
import { FakeEspruino, type Faults } from "../support/fake-espruino.ts";

const old = "old firmware";
/** All that JavaScript source may hold, quotes, newlines and backslashes among it. */
const code = `print("it's \\\\ new\\n");\n${"x=`1`;".repeat(120)}`;

describe.concurrent("upload", () => {
  it("stores the code byte for byte in packets, and removes the staging file", async () => {
    const board = boardWith({});
    await upload(board, code, manifestOf(code));
    expect([...board.files]).toEqual([[".bootcde", code]]);
  });

  it("stores the code byte for byte on firmware that knows no packets", async () => {
    const board = boardWith({}, { VERSION: "2v24" });
    await upload(board, code, manifestOf(code));
    expect([...board.files]).toEqual([[".bootcde", code]]);
  });

  it.each([1, 259, 260, 273, 275])(
    "takes firmware of %d bytes, a length that the engine, the line or Espruino stumbles over",
    async (n) => {
      const board = boardWith({});
      await upload(board, code.slice(0, n), manifestOf(code.slice(0, n)));
      expect(board.files.get(".bootcde")).toBe(code.slice(0, n));
    },
  );

  it("tells how much of the code has left, up to all of it", async () => {
    const progress: number[] = [];
    await upload(boardWith({}), code, manifestOf(code), { onProgress: (bytes) => progress.push(bytes) });
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(code.length);
  });

  it("sends nothing to a board of another kind", async () => {
    const board = boardWith({}, { BOARD: "MICROBIT2" });
    await expect(upload(board, code, manifestOf(code))).rejects.toMatchObject({ code: "BOARD_MISMATCH" });
    expect([board.started, board.files.get(".bootcde")]).toEqual([[], old]);
  });

  it("sends nothing to firmware that could not read it", async () => {
    const board = boardWith({}, { VERSION: "2v10.214" });
    const attempt = upload(board, code, { ...manifestOf(code), since: "2v11" });
    await expect(attempt).rejects.toMatchObject({
      code: "FIRMWARE_TOO_OLD",
      message: "the board runs Espruino 2v10.214, and this code needs 2v11",
    });
    expect([board.started, board.files.get(".bootcde")]).toEqual([[], old]);
  });

  it.each(["2v24", "2v29"])("stores pretokenised code byte for byte, on firmware %s", async (VERSION) => {
    const { text } = pretokenised(code);
    const board = boardWith({}, { VERSION });
    await upload(board, text, { ...manifestOf(text), since: "2v11" });
    expect(board.files.get(".bootcde")).toBe(text);
  });

  it("says that the board is silent", async () => {
    const attempt = upload(boardWith({ isSilent: true }), code, manifestOf(code), { promptTimeoutMs: 5 });
    await expect(attempt).rejects.toMatchObject({ code: "BOARD_SILENT" });
  });

  it("finds the board at another line speed", async () => {
    const board = boardWith({ onlyAtBaud: 9600 });
    await upload(board, code, manifestOf(code), { bauds: [115_200, 9600], promptTimeoutMs: 50 });
    expect(board.files.get(".bootcde")).toBe(code);
  });

  it("leaves the old firmware when the port vanishes in the middle", async () => {
    const board = boardWith({ vanishesAtFileByte: 300 });
    const attempt = upload(board, code, manifestOf(code));
    await expect(attempt).rejects.toMatchObject({
      code: "UPLOAD_FAILED",
      message: expect.stringContaining("the old firmware is still there"),
    });
    expect(board.files.get(".bootcde")).toBe(old);
  });

  it("leaves the old firmware, and runs it again, when a byte changes on the way", async () => {
    const board = boardWith({ corruptsFileByte: 300 });
    await expect(upload(board, code, manifestOf(code))).rejects.toMatchObject({
      code: "UPLOAD_FAILED",
      message: expect.stringMatching(/the old firmware is still there: the board stored something else/),
    });
    expect([board.files.get(".bootcde"), board.started.at(-1)]).toEqual([old, old]);
  });

  it("sends the file again when a byte changed on the way, and says so", async () => {
    const board = boardWith({ corruptsFileByte: 300, corruptions: 2 });
    const repeats: string[] = [];
    await upload(board, code, manifestOf(code), { onRepeat: (reason) => repeats.push(reason) });
    expect(board.files.get(".bootcde")).toBe(code);
    expect(repeats).toHaveLength(2);
  });

  it("leaves what it says that it leaves, in whatever state the cable is pulled", async () => {
    const whole = boardWith({});
    await upload(whole, "new()", manifestOf("new()"));
    const seen = new Set<string>();
    for (let write = 0; write < whole.writes; write++) {
      const board = boardWith({ vanishesAtWrite: write });
      const error: CliError = await upload(board, "new()", manifestOf("new()")).catch((reason) => reason);
      const remains = /the old firmware is still there|the board may have no firmware/.exec(
        error.message,
      )?.[0];
      seen.add(`${error.code}: ${remains}`);
      expect(board.files.get(".bootcde")).toBe(old);
    }
    expect([...seen]).toEqual([
      "PORT_VANISHED: undefined",
      "UPLOAD_FAILED: the old firmware is still there",
      "UPLOAD_FAILED: the board may have no firmware",
    ]);
  });

  it("says that no firmware is left when there was no room for both, and the port vanishes", async () => {
    const board = boardWith({ vanishesAtFileByte: 300 });
    board.freeBytes = 100;
    await expect(upload(board, code, manifestOf(code))).rejects.toMatchObject({
      code: "UPLOAD_FAILED",
      message: expect.stringContaining("the board has no firmware"),
    });
  });

  it("ends at once when it is interrupted, and leaves the old firmware", async () => {
    const board = boardWith({});
    const interruption = new AbortController();
    const attempt = upload(board, code, manifestOf(code), {
      signal: interruption.signal,
      onProgress: (bytes) => bytes > 300 && interruption.abort(new Error("Ctrl-C")),
    });
    await expect(attempt).rejects.toMatchObject({ code: "UPLOAD_FAILED", cause: new Error("Ctrl-C") });
    expect(board.files.get(".bootcde")).toBe(old);
  });

  it("is not misled by records that a running firmware writes meanwhile", async () => {
    const board = new ChattyEspruino();
    await upload(board, code, manifestOf(code));
    expect(board.files.get(".bootcde")).toBe(code);
  });
});

/** A firmware on it writes a record whenever it is spoken to. */
class ChattyEspruino extends FakeEspruino {
  override async write(data: Uint8Array): Promise<void> {
    this.print("<6>[    1.234567] <<( not this\r\n");
    await super.write(data);
  }
}

function boardWith(faults: Faults, env: Partial<FakeEspruino["env"]> = {}): FakeEspruino {
  const board = new FakeEspruino(env, faults);
  board.files.set(".bootcde", old);
  return board;
}

function manifestOf(text: string): Manifest {
  return {
    schema: 1,
    sha256: "",
    bytes: text.length,
    crc32: crc32(text),
    board: "PUCKJS",
    baud: 9600,
    entry: "test",
    logSites: [],
    versions: { baton: "0", typescript: "0" },
  };
}
