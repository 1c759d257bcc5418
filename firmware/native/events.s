// The event ring: one slot of four words for whatever happened, with its time, from any context.
//
// `edge0` to `edge7` are called by the GPIO interrupt, one for each pin that is watched; `script` is called by JavaScript.
// A slot is reserved, filled and committed with interrupts masked, for some twenty cycles: nobody ever meets half a slot,
// and the slots are in the order of their times (ONE-CLOCK). A full ring keeps what it has and counts what it
// cannot take, because a reader in JavaScript can be interrupted anywhere (FINAL-WHEN-READ).
//
// The words behind the code are `event-ring.ts`. Thumb-1, a leaf: 12 bytes of stack.

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
  str r5, [r6, #32]             // the slots lie behind the words
  str r0, [r6, #36]
  str r1, [r6, #40]
  str r2, [r6, #44]
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
  nop
words:
