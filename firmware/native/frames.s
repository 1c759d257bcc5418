// Frames: makes the oldest event of the event ring a line of tokens and puts it into the pump's ring.
//
// Called by the pump in the hardware timer's interrupt, where its ring is empty at the end of a line: so a line has room, and
// tears none of JavaScript's. What a line looks like is in `token-wire.ts`. Which event is next, and what
// the ring had no room for, is `events.s`.
//
// A line is in the ring before the head says so, and only then is the event's slot free (COMMIT-LAST). Edges that come
// meanwhile only move the event ring's head.
//
// The words behind the code are `frames.ts`. Registers: r1 the pump's words, r4 ours, r5 the slot, r6 the head to be, r7 the
// CRC. Thumb-1: 40 bytes of stack.

frame:                          // r1: the pump's words, which it keeps, and r3. @returns r0: whether it made one
  push {r3, r4, r5, r6, r7, lr}
  nop
  adr r4, words
next:
  ldr r3, [r4, #0]              // the event ring's words
  ldr r2, [r4, #4]              // `oldest`
  bl ask
  cmp r5, #0
  beq none
  ldr r0, [r5, #68]             // what
  cmp r0, #0
  blt edge
  mov r3, #0
  lsr r2, r0, #29               // context
  beq begin
  mov r2, #1
  b begin
edge:
  mvn r0, r0                    // the watch, and whether it rises
  lsl r0, r0, #2
  add r0, r0, r4
  ldr r3, [r0, #40]             // what to say of it
  mov r2, #1                    // an interrupt
  cmp r3, #0
  bne begin
  ldr r3, [r4, #0]              // nobody wants to know
  ldr r2, [r4, #12]             // `free`
  bl ask
  b next
none:
  mov r0, #0
  b end
begin:
  str r3, [r4, #112]
  ldr r6, [r1, #8]              // the pump's head
  mov r7, #0
  mvn r7, r7
  mov r0, #123                  // "{", and "|" in an interrupt
  add r0, r0, r2
  ldr r2, [r4, #20]             // whether the next frame has to say everything
  cmp r2, #0
  bne sync
  ldr r2, [r4, #0]
  ldr r2, [r2, #36]             // its number: lines made
  mov r3, #31
  and r2, r3
  beq sync
  bl emit
  ldr r0, [r4, #0]
  ldr r0, [r0, #36]
  mov r2, #31
  and r0, r2
  add r0, #48
  bl emit
  ldr r0, [r5, #64]             // the event's time
  ldr r2, [r4, #16]             // and that of the one before it
  sub r0, r0, r2
  mov r2, #0
  b time
sync:
  add r0, #2                    // "}", and "~" in an interrupt
  bl emit
  mov r0, #48                   // none is lost before it: the ring refuses the newest
  bl emit
  ldr r0, [r4, #0]
  ldr r0, [r0, #36]
  mov r2, #0
  bl digits
  ldr r0, [r5, #64]             // microseconds since the base, which may be later
  ldr r2, [r4, #24]
  sub r0, r0, r2
  asr r2, r0, #31
  ldr r3, [r4, #28]
  add r0, r0, r3
  ldr r3, [r4, #32]
  adc r2, r3
time:
  bl digits
  ldr r2, [r4, #112]
  cmp r2, #0
  bne said
  ldr r0, [r5, #68]
  lsl r0, r0, #3
  lsr r0, r0, #8                // the site; tokens are counted from 1
  add r0, #1
  mov r2, #0
  bl digits
  ldr r0, [r5, #68]
  mov r2, #24                   // kinds 1 and 2 have so many integers
  and r2, r0
  beq check
  ldr r0, [r5, #72]
  bl number
  ldr r0, [r5, #68]
  mov r2, #16
  and r2, r0
  beq check
  ldr r0, [r5, #76]
  bl number
  b check
letter:
  bl emit
said:
  ldr r2, [r4, #112]
  ldrb r0, [r2, #0]
  add r2, #1
  str r2, [r4, #112]
  cmp r0, #0
  bne letter
check:
  mvn r7, r7
  mov r0, #63
  and r0, r7
  str r7, [r4, #104]
  add r0, #48
  bl emit
  ldr r0, [r4, #104]
  lsl r0, r0, #20
  lsr r0, r0, #26
  add r0, #48
  bl emit
  ldr r0, [r4, #104]
  lsl r0, r0, #14
  lsr r0, r0, #26
  add r0, #48
  bl emit
  mov r0, #10                   // "\n"
  bl emit
  str r6, [r1, #8]              // only now is the line in the ring
  ldr r0, [r5, #64]
  str r0, [r4, #16]
  mov r0, #0
  str r0, [r4, #20]
  ldr r3, [r4, #0]
  ldr r2, [r4, #8]              // `made`
  bl ask
  mov r0, #1
end:
  pop {r3, r4, r5, r6, r7}
  pop {r2}
  bx r2

number:                         // r0: with a sign
  push {lr}
  cmp r0, #0
  bge positive
  neg r0, r0
  str r0, [r4, #104]
  mov r0, #45                   // "-"
  bl emit
  ldr r0, [r4, #104]
positive:
  mov r2, #0
  bl digits
  pop {r2}
  bx r2

digits:                         // r0, r2: the lower and the upper word of a number
  push {lr}
digit:
  lsl r3, r2, #27
  lsr r2, r2, #5
  str r2, [r4, #108]
  lsr r2, r0, #5
  orr r3, r2
  str r3, [r4, #104]
  mov r2, #31
  and r0, r2
  ldr r2, [r4, #108]
  orr r2, r3
  beq last
  add r0, #80                   // a digit behind which more follow
  bl emit
  ldr r0, [r4, #104]
  ldr r2, [r4, #108]
  b digit
last:
  add r0, #48
  bl emit
  pop {r2}
  bx r2

emit:                           // r0: a character. Changes r2 and r3
  ldr r2, [r1, #16]             // the pump's mask
  and r2, r6
  add r2, r2, r1
  add r2, #48
  strb r0, [r2, #0]
  add r6, #1
  eor r7, r0
  ldr r3, [r4, #36]             // the CRC's polynomial
  mov r2, #8
bit:
  lsr r7, r7, #1
  bcc even
  eor r7, r3
even:
  sub r2, #1
  bne bit
  bx lr

ask:
  bx r2
  nop
words:
