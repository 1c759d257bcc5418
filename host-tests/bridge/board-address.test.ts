import { describe, expect, it } from "vitest";
import { boardAddresses } from "../../host/bridge/board-address.ts";

describe("a board of the bridge", () => {
  it.each([
    ["kitchen=/dev/ttyACM0", "kitchen", "/dev/ttyACM0"],
    ["/dev/ttyACM0", "ttyACM0", "/dev/ttyACM0"],
    ["serial:/dev/serial/by-id/usb-X=1", "serial-by-id-usb-X-1", "serial:/dev/serial/by-id/usb-X=1"],
    ["tcp:10.0.0.7:23", "tcp-10.0.0.7-23", "tcp:10.0.0.7:23"],
    ["usb:2e8a:000a", "usb-2e8a-000a", "usb:2e8a:000a"],
    ["/dev/+#/$", "board", "/dev/+#/$"],
    ["", "board", ""],
  ])("given as %s is called %s", (text, name, port) => {
    expect(boardAddresses([text])).toEqual([{ name, port }]);
  });

  it.each([[["a=x", "a=y"]], [["bridge=x"]], [["a b=x"]], [["+=x"]], [["=x"]]])(
    "cannot be called as in %j",
    (texts) => {
      expect(() => boardAddresses(texts)).toThrow(expect.objectContaining({ code: "BAD_BOARD_NAME" }));
    },
  );
});
