/** The machine code of `events.s`, assembled, and where its entries are, in bytes from the start. */
export const EVENTS_EDGE0 = 0;
export const EVENTS_EDGE1 = 4;
export const EVENTS_SCRIPT = 36;
// biome-ignore format: machine code has no structure to show.
export const EVENTS_CODE = [
  0xe00c2100, 0xe00a2102, 0xe0082104, 0xe0062106, 0xe0042108, 0xe002210a, 0xe000210c, 0x4308210e,
  0xe00843c0, 0x695ba312, 0x2407b410, 0x429c4004, 0xdb00bc10, 0xb4704770, 0xb672a30d, 0x685d681c,
  0x689e1b65, 0xd80c42b5, 0x01364026, 0x361818f6, 0x682d691d, 0x60706035, 0x60f260b1, 0x601c3401,
  0x68dde002, 0x60dd3501, 0xbc70b662, 0x46c04770,
];
