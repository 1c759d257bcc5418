/** The machine code of `pump.s`, assembled, and where its entries are, in bytes from the start. */
export const PUMP_TIMER = 0;
export const PUMP_SCRIPT = 4;
export const PUMP_BYTES = 132;
/** In base 64. */
export const PUMP_CODE =
  "ACAA4AEgMLUeoQpogkI10ctoimiaQhnQASgF0EpoACoC0EpqCioi0ExpJGjNaSxADWqsQiLRDWkdQG0YMDUseI1pLGBMYgEz" +
  "y2Di5wEoFdBKaAAqC9HKagAqD9BMagosDNEA8A34ACgI0AAg0ecBIgpgACJKYIpqATKKYjC8BLwQR8BG";
