/** What the uploader and its worker process say to each other. */
export type ToWorker =
  | { readonly kind: "start"; readonly job: UploadJob }
  | { readonly kind: "received"; readonly data: Uint8Array }
  | { readonly kind: "written" };

export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "write"; readonly data: Uint8Array }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly reason: string };

export interface UploadJob {
  /** The file in the board's Storage. */
  readonly file: string;
  /** Its contents, one character per byte. */
  readonly contents: string;
  /** The board's `process.env`. */
  readonly env: { readonly VERSION: string; readonly BOARD: string; readonly CONSOLE?: string };
  /** Whether the firmware takes packets, which it acknowledges one by one. */
  readonly inPackets: boolean;
}
