/** The machine code of `events.s`, assembled, and where its entries are, in bytes from the start. */
export const EVENTS_EDGE0 = 0;
export const EVENTS_EDGE1 = 4;
export const EVENTS_SCRIPT = 36;
// biome-ignore format: machine code has no structure to show.
export const EVENTS_CODE = [
  0xe00c2100, 0xe00a2102, 0xe0082104, 0xe0062106, 0xe0042108, 0xe002210a, 0xe000210c, 0x4308210e,
  0xe00c43c0, 0xb470a317, 0x2c0069dc, 0x695dd126, 0x40042407, 0xda1842ac, 0x4320699c, 0xb470e001,
  0xb672a310, 0x685d681c, 0x689e1b65, 0xd80f42b5, 0x01364026, 0x362018f6, 0x682d691d, 0x60706035,
  0x60f260b1, 0x601c3401, 0x2001b662, 0x4770bc70, 0xda022800, 0x350168dd, 0xb66260dd, 0xbc702000,
  0x46c04770,
];
