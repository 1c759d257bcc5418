// The event ring: one slot of four words for whatever happened, with its time, from any context.
//
// `edge0` to `edge7` are called by the GPIO interrupt, one for each pin that is watched; `script` is called by JavaScript.
// A slot is reserved, filled and committed with interrupts masked, for some twenty cycles: nobody ever meets half a slot,
// and the slots are in the order of their times (ONE-CLOCK). A full ring keeps what it has and counts what it
// cannot take, because a reader in JavaScript can be interrupted anywhere (FINAL-WHEN-READ).
//
// `oldest`, `made` and `free` are called by machine code that makes lines of events, in the pump's interrupt. What the ring had
// no room for it is given as an event too: when the ring is empty, and once in each round of it, so that a load that never
// ends is not doubled by it. Such an event is made of a slot of its own, before the others, with the number lost in it.
//
// The words behind the code are `event-ring.ts`. Thumb-1, leaves: 12 bytes of stack.

edge0:                          // void edge(bool isHigh)
  mov r1, #0
  b edge
edge1:
  mov r1, #2
  b edge
edge2:
  mov r1, #4
  b edge
edge3:
  mov r1, #6
  b edge
edge4:
  mov r1, #8
  b edge
edge5:
  mov r1, #10
  b edge
edge6:
  mov r1, #12
  b edge
edge7:
  mov r1, #14
edge:
  orr r0, r1
  mvn r0, r0                    // below zero: an edge of watch (~what >> 1), rising if ~what & 1
  b store
script:                         // void script(int what, int a, int b): what is site << 5 | kind << 3 | level
  adr r3, words
  push {r4, r5, r6}
  ldr r5, [r3, #20]             // level
  mov r4, #7
  and r4, r0
  cmp r4, r5
  bge unwanted
  ldr r4, [r3, #24]             // context, in the bits where it belongs
  orr r0, r4
  b reserve
store:
  adr r3, words
  push {r4, r5, r6}
reserve:
  cpsid i
  ldr r4, [r3, #0]              // head
  ldr r5, [r3, #4]              // tail
  sub r5, r4, r5
  ldr r6, [r3, #8]              // mask
  cmp r5, r6
  bhi full
  and r6, r4
  lsl r6, r6, #4
  add r6, r6, r3
  ldr r5, [r3, #16]             // address of the clock
  ldr r5, [r5]
  str r5, [r6, #64]             // the slots lie behind the words
  str r0, [r6, #68]
  str r1, [r6, #72]
  str r2, [r6, #76]
  add r4, #1
  str r4, [r3, #0]
done:
  cpsie i
unwanted:
  pop {r4, r5, r6}
  bx lr
full:
  ldr r5, [r3, #12]             // lost
  add r5, #1
  str r5, [r3, #12]
  b done

oldest:                         // r3: the words, which it keeps. @returns r5: 64 before the slot to be said next, or 0
  ldr r5, [r3, #32]             // whether events are machine code's at present
  cmp r5, #0
  beq given
  ldr r7, [r3, #16]             // what time it is, before it is known that nothing is older
  ldr r7, [r7]
  ldr r0, [r3, #4]              // tail
  ldr r2, [r3, #0]              // head
  cmp r0, r2
  beq losses
  ldr r2, [r3, #8]              // mask
  and r2, r0
  bne found
  ldr r7, [r3, #64]             // the first slot's time: what is told before it is no younger
losses:
  ldr r6, [r3, #12]             // lost
  ldr r2, [r3, #40]             // and told
  sub r6, r6, r2
  beq told
  ldr r2, [r3, #52]             // what says so; nothing if it is JavaScript's to say
  cmp r2, #0
  beq call
  ldr r2, [r3, #44]             // where the tail was when it was told last
  cmp r2, r0
  beq told
  str r0, [r3, #44]
  str r7, [r3, #48]
  str r6, [r3, #56]
  str r6, [r3, #60]             // until it is made
  mov r5, r3
  sub r5, #16
  bx lr
call:
  mov r2, #1
  str r2, [r3, #28]             // the alarm
told:
  ldr r2, [r3, #0]
  cmp r0, r2
  beq nothing
  ldr r2, [r3, #8]
  and r2, r0
found:
  lsl r2, r2, #4
  add r5, r3, r2
  ldr r0, [r5, #68]             // what
  cmp r0, #0
  blt given                     // an edge
  mov r2, #24
  and r0, r2
  cmp r0, r2
  bne given
  mov r2, #1                    // kind 3: it is JavaScript's business, and so are those behind it
  str r2, [r3, #28]             // the alarm
nothing:
  mov r5, #0
given:
  bx lr

made:                           // r3: the words. What `oldest` has returned is a line, and its slot free
  ldr r0, [r3, #36]
  add r0, #1
  str r0, [r3, #36]             // lines made
  ldr r0, [r3, #60]             // whether it was a loss
  cmp r0, #0
  beq free
  ldr r2, [r3, #40]
  add r2, r2, r0
  str r2, [r3, #40]
  mov r0, #0
  str r0, [r3, #60]
  bx lr
free:                           // r3: the words. Nobody wants to know of the oldest event
  ldr r0, [r3, #4]
  add r0, #1
  str r0, [r3, #4]
  bx lr
  nop
words:
