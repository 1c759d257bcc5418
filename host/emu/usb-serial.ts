import { createSetupPacket, DataDirection, type RP2040, SetupRecipient, SetupType, USBCDC } from "rp2040js";

export type SerialListener = (bytes: Uint8Array) => void;

/**
 * The USB host that the chip's serial port is plugged into: a cable that can be pulled, and a program on the other
 * side that can stop reading.
 *
 * `USBCDC` enumerates the device. Two things of it are put right from outside: a read of the device is answered only
 * when there are bytes for it (it answers with empty packets, and drops what exceeds 512 bytes), and a host that does
 * not read leaves the device's buffer where it is.
 */
export class UsbSerial {
  private readonly listeners = new Set<SerialListener>();
  private usb!: Usb;
  private isPlugged = false;
  private isOpen = false;
  private isEnabled = false;
  private isReading = true;
  private toDevice: number[] = [];
  private pendingRead: { endpoint: number; size: number } | undefined;
  private held: { offset: number; value: number }[] = [];

  attach(usb: Usb): void {
    this.usb = usb;
    this.isEnabled = false;
    this.isOpen = false;
    this.pendingRead = undefined;
    this.held = [];
    this.enumerateWhenPlugged(usb);
    this.holdBackWrites(usb);
  }

  /** Connects the cable and opens the port. */
  plug(): void {
    this.isPlugged = true;
    if (this.isEnabled) this.usb.resetDevice();
  }

  /** Closes the port; the cable stays. */
  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.usb.sendSetupPacket(controlLineState(0));
  }

  /** Whether the device was recognised and the port is open. */
  get isConnected(): boolean {
    return this.isOpen;
  }

  send(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) this.toDevice.push(bytes[i]!);
    this.answerRead();
  }

  stopReading(): void {
    this.isReading = false;
  }

  resumeReading(): void {
    this.isReading = true;
    const held = this.held;
    this.held = [];
    for (const { offset, value } of held) this.usb.DPRAMUpdated(offset, value);
  }

  /** @returns a function that ends the listening. */
  onData(listener: SerialListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private enumerateWhenPlugged(usb: Usb): void {
    const cdc = new USBCDC(usb);
    cdc.onDeviceConnected = () => {
      this.isOpen = true;
    };
    cdc.onSerialData = (bytes) => {
      for (const listener of this.listeners) listener(bytes);
    };
    usb.onUSBEnabled = () => {
      this.isEnabled = true;
      if (this.isPlugged) usb.resetDevice();
    };
    usb.onEndpointRead = (endpoint, size) => {
      if (endpoint === 0) return;
      this.pendingRead = { endpoint, size };
      this.answerRead();
    };
  }

  private answerRead(): void {
    if (this.pendingRead === undefined || this.toDevice.length === 0) return;
    const { endpoint, size } = this.pendingRead;
    this.pendingRead = undefined;
    this.usb.endpointReadDone(endpoint, Uint8Array.from(this.toDevice.splice(0, size)));
  }

  private holdBackWrites(usb: Usb): void {
    const update = usb.DPRAMUpdated.bind(usb);
    usb.DPRAMUpdated = (offset, value) => {
      if (!this.isReading && isDataForHost(offset, value)) this.held.push({ offset, value });
      else update(offset, value);
    };
  }
}

type Usb = RP2040["usbCtrl"];

/** RP2040 datasheet 4.1.2.5: buffer control registers from 0x80 on, IN and OUT in turn; bit 10 hands a buffer over. */
function isDataForHost(offset: number, value: number): boolean {
  const isBufferControl = offset >= 0x80 && offset < 0x100;
  const endpoint = (offset - 0x80) >> 3;
  return isBufferControl && endpoint > 0 && (offset & 4) === 0 && (value & (1 << 10)) !== 0;
}

/** USB CDC PSTN 1.2, 6.3.12 SetControlLineState; bit 0 says that the port is open. */
const controlLineState = (value: number): Uint8Array =>
  createSetupPacket({
    dataDirection: DataDirection.HostToDevice,
    type: SetupType.Class,
    recipient: SetupRecipient.Device,
    bRequest: 0x22,
    wValue: value,
    wIndex: 0,
    wLength: 0,
  });
