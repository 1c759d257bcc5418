/** The machine code of `pump.s`, assembled, and where its entries are, in bytes from the start. */
export const PUMP_TIMER = 0;
export const PUMP_SCRIPT = 4;
// biome-ignore format: machine code has no structure to show.
export const PUMP_CODE = [
  0xe0002000, 0xb4302001, 0x680aa117, 0xd1294282, 0x688a68cb, 0xd019429a, 0xd0052801, 0x2a00684a,
  0x6a4ad002, 0xd0162a0a, 0x6824694c, 0x402c69cd, 0x42ac6a0d, 0x690dd116, 0x186d401d, 0x782c352c,
  0x602c698d, 0x3301624c, 0xe7e260cb, 0xd0092801, 0x2a00684a, 0x2201d006, 0x2200600a, 0x6a8a604a,
  0x628a3201, 0x4770bc30,
];
