// The pump: takes bytes out of a ring and puts them into a UART, as many as fit, and never waits.
//
// It has two entries, one for each who may own the UART. `timer` is called in the hardware timer's interrupt, between any
// two instructions of the interpreter; `script` is called by JavaScript. Both do nothing for one who is not the
// owner (STILL-OWNER), so that one may interrupt the other anywhere. Only the timer passes the UART on: to JavaScript that
// waits, at the end of a line or when the ring is empty (BOUNDARY, HANDOFF).
//
// Where the ring is empty at the end of a line, the timer has other machine code put the next line into it, if there is some
// (`frames.s`).
//
// The words behind the code are `pump-words.ts`. Registers: r0 who calls, r1 the words, r3 the tail, others scratch.
// Thumb-1, so that it runs on everything from Cortex-M0+ to M33: 12 bytes of stack.

timer:                          // void timer(uint64 time, void *userdata)
  mov r0, #0                    // NATIVE
  b pump
script:                         // void script()
  mov r0, #1                    // SCRIPT
pump:
  push {r4, r5, lr}
  adr r1, words
  ldr r2, [r1, #0]              // owner
  cmp r2, r0
  bne out
  ldr r3, [r1, #12]             // tail
next:
  ldr r2, [r1, #8]              // head
  cmp r2, r3
  beq empty
  cmp r0, #1                    // JavaScript passes the UART on by itself
  beq write
  ldr r2, [r1, #4]              // waiter
  cmp r2, #0
  beq write
  ldr r2, [r1, #36]             // the byte that went out last
  cmp r2, #10                   // "\n"
  beq pass
write:
  ldr r4, [r1, #20]             // address of the flags
  ldr r4, [r4]
  ldr r5, [r1, #28]             // which of them say that there is room
  and r4, r5
  ldr r5, [r1, #32]             // and what they are then
  cmp r4, r5
  bne out
  ldr r5, [r1, #16]             // mask
  and r5, r3
  add r5, r5, r1
  add r5, #48                   // the ring's bytes lie behind the words
  ldrb r4, [r5, #0]
  ldr r5, [r1, #24]             // address of the data register
  str r4, [r5]
  str r4, [r1, #36]
  add r3, #1
  str r3, [r1, #12]             // only now is the byte's place free
  b next
empty:
  cmp r0, #1
  beq out
  ldr r2, [r1, #4]
  cmp r2, #0
  bne pass
  ldr r2, [r1, #44]             // makes a line and keeps r1 and r3; 0 if nothing may
  cmp r2, #0
  beq out
  ldr r4, [r1, #36]
  cmp r4, #10
  bne out
  bl make
  cmp r0, #0
  beq out
  mov r0, #0                    // NATIVE
  b next
pass:
  mov r2, #1
  str r2, [r1, #0]              // SCRIPT owns it
  mov r2, #0
  str r2, [r1, #4]              // and nobody waits
  ldr r2, [r1, #40]             // handoffs
  add r2, #1
  str r2, [r1, #40]
out:
  pop {r4, r5}
  pop {r2}
make:
  bx r2
  nop
words:
