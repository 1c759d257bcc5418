/** The machine code of `events.s`, assembled, and where its entries are, in bytes from the start. */
export const EVENTS_EDGE0 = 0;
export const EVENTS_EDGE1 = 4;
export const EVENTS_SCRIPT = 36;
// biome-ignore format: machine code has no structure to show.
export const EVENTS_CODE = [
  0xe00c2100, 0xe00a2102, 0xe0082104, 0xe0062106, 0xe0042108, 0xe002210a, 0xe000210c, 0x4308210e,
  0xe00943c0, 0xb470a312, 0x2407695d, 0x42ac4004, 0x699cda17, 0xe0014320, 0xb470a30d, 0x681cb672,
  0x1b65685d, 0x42b5689e, 0x4026d80d, 0x18f60136, 0x682d691d, 0x62706235, 0x62f262b1, 0x601c3401,
  0xbc70b662, 0x68dd4770, 0x60dd3501, 0x46c0e7f8,
];
