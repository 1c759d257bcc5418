/**
 * The low 18 bits of the CRC-32 of a part of `line`, or -1 where a character is not printable ASCII, which no frame has.
 *
 * Frames are short and many: to hand each to zlib would be to copy it first.
 */
export function checkOf(line: string, start: number, end: number): number {
  let crc = 0xffffffff;
  for (let at = start; at < end; at++) {
    const code = line.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return -1;
    crc = (table[(crc ^ code) & 0xff] as number) ^ (crc >>> 8);
  }
  return ~crc & 0x3ffff;
}

/** Source: IEEE 802.3, the polynomial with its bits reversed. */
const polynomial = 0xedb88320;

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? polynomial ^ (crc >>> 1) : crc >>> 1;
  return crc;
});
