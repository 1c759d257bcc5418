/** What `--port` takes, for the help of every command that has it. */
export const portSummary =
  "a path, usb:VID:PID[:serial], next, tcp:host:port, sim:<board> or a name from the config (default: the only one on USB)";
