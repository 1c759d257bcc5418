import { SerialPort } from "serialport";
import { portsUnknown } from "./errors.ts";
import { usbProducts } from "./usb-products.ts";

/** A serial port of this computer. */
export interface ListedPort {
  readonly path: string;
  /** What to give as `--port`: for USB an address that stays when the path changes. */
  readonly address: string;
  /** Vendor and product, as in `2e8a:000a`; ports that are not on USB have none. */
  readonly usb?: string;
  readonly serial?: string;
  readonly manufacturer?: string;
  /** What is known to have this vendor and product. */
  readonly product?: string;
}

/** Lists the serial ports, those on USB first. @throws CliError `PORTS_UNKNOWN`. */
export async function listPorts(): Promise<ListedPort[]> {
  const found = await SerialPort.list().catch((error) => {
    throw portsUnknown(error);
  });
  return found.map(asListed).sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
}

type Found = Awaited<ReturnType<typeof SerialPort.list>>[number];

function asListed({ path, vendorId, productId, serialNumber, manufacturer }: Found): ListedPort {
  if (vendorId === undefined || productId === undefined)
    return { path, address: `serial:${path}`, manufacturer };
  const usb = `${vendorId}:${productId}`.toLowerCase();
  const address = serialNumber === undefined ? `usb:${usb}` : `usb:${usb}:${serialNumber}`;
  return { path, address, usb, serial: serialNumber, manufacturer, product: usbProducts[usb] };
}

const rank = ({ usb }: ListedPort): number => (usb === undefined ? 1 : 0);
