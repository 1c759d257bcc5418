/**
 * The words that JavaScript and the pump (`pump.s`) share, and the protocol by which they pass the UART to and fro.
 *
 * The pump runs in the hardware timer's interrupt: between any two instructions of the interpreter, in the middle of an
 * expression too. No expression of JavaScript is atomic for it; `peek32` and `poke32` are. To JavaScript, on the
 * other hand, the pump is one step, because nothing that runs JavaScript can interrupt it. From that:
 *
 * - WHOLE-WORD. An element of an array is read and stored byte by byte: the pump may come when half of a number is there, and may
 *   change the other half of one that is read. So an array is good for a word that is 0 or 1, and for one that nobody changes or
 *   reads meanwhile. All others are read and stored at once, by their addresses. Source: src/jsvariterator.c,
 *   jsvArrayBufferIteratorSetValue, Espruino 2v29.
 * - ONE-WORD. Each transition of JavaScript is one store of one word, and every order of stores in which the pump can come
 *   in between is a state that it understands.
 * - ONE-PUMP. Only the owner takes bytes out: the pump looks who calls it before anything else.
 * - ONE-FILLER. The console's owner puts bytes in, inside the driver, and has taken the maker's address away before. With the
 *   address there, the pump has the maker put a line in, where the ring is empty and the last byte was the end of a line.
 * - COMMIT-LAST. A byte is in the ring before the head says so, and has left it before the tail does. So nobody reads
 *   half a piece, and whoever takes over goes on at the tail: no byte twice, none lost.
 * - BOUNDARY and HANDOFF, as for the console's lock: the pump passes the UART to JavaScript that waits, at the end of a line or
 *   when the ring is empty, and the UART is nobody's at no time.
 * - ARMED. Whoever puts bytes in has armed the timer before, and only a turn that finds none lets it go: as long as there is
 *   anything to write, and the UART is the pump's, the interrupt comes. A line that machine code puts in when it comes for the last
 *   time is found at the next look.
 * - TAKEOVER. JavaScript that must not wait, a panic or one that has waited long enough, stores that it is the owner, at
 *   whatever byte: what is left in the ring is where the tail says.
 */

/** `NATIVE` or `SCRIPT`: who may take bytes out and write to the UART. */
export const OWNER = 0;
/** 1 while JavaScript waits for the UART. */
export const WAITER = 1;
/** Bytes ever put in, and taken out, modulo 2^32. Between them is what waits. */
export const HEAD = 2;
export const TAIL = 3;
/** The ring's size less one; a power of two less one. */
export const MASK = 4;
/** The UART: addresses of its flags and its data, which flags tell of room, and what they are when there is some. */
export const FLAGS_ADDRESS = 5;
export const DATA_ADDRESS = 6;
export const ROOM_MASK = 7;
export const ROOM_FLAGS = 8;
/** The byte that went out last. */
export const LAST_BYTE = 9;
/** How often the pump has passed the UART on. */
export const HANDOFFS = 10;
/** The address of machine code that makes lines, or 0 while it must not (ONE-FILLER). */
export const MAKER = 11;
/** The ring's bytes begin behind so many words. */
export const PUMP_WORDS = 12;

export const NATIVE = 0;
export const SCRIPT = 1;

export type PumpWords = Uint32Array;

/** Asks for the UART: the pump passes it on when it comes to the end of a line. */
export function waitForPump(words: PumpWords): void {
  words[WAITER] = 1;
}

/** Takes the UART, given or not. A pump that comes between the two stores finds that it is not the owner. */
export function takeFromPump(words: PumpWords): void {
  words[OWNER] = SCRIPT;
  words[WAITER] = 0;
}

/** Gives the UART back: the pump's next run goes on with what is in the ring. */
export function giveToPump(words: PumpWords): void {
  words[OWNER] = NATIVE;
}
