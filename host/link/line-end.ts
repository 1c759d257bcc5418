/** The other end of a board's line, for other programs to use. */
export interface LineEnd {
  /** Where they find it. */
  readonly name: string;
  write(data: Uint8Array): void;
  onData(listener: (data: Uint8Array) => void): void;
  close(): void;
}
