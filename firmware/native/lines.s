// Lines: makes the oldest event of the event ring a line of text and puts it into the pump's ring.
//
// Called by the pump in the hardware timer's interrupt, where its ring is empty at the end of a line: so a line has room, and
// tears none of JavaScript's. What a line looks like is in `text-wire.ts`. Which event is next, and what
// the ring had no room for, is `events.s`.
//
// A line is in the ring before the head says so, and only then is the event's slot free (COMMIT-LAST). Edges that come
// meanwhile only move the event ring's head.
//
// The words behind the code are `lines.ts`, which says what a message is made of. Registers: r1 the pump's words, r4 ours, r5
// the slot, r6 the head to be, r7 the message. Thumb-1: 48 bytes of stack.

line:                           // r1: the pump's words, which it keeps, and r3. @returns r0: whether it made one
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
  ldr r2, [r4, #24]             // where the sites' messages are
  lsl r3, r0, #3
  lsr r3, r3, #8                // the site
  b found
edge:
  mvn r3, r0                    // the watch, and whether it rises
  mov r2, #112                  // where the edges' messages are
  add r2, r2, r4
  mov r0, #1                    // an interrupt
  lsl r0, r0, #29
  add r0, #6                    // INFO
  b found
unwanted:
  ldr r3, [r4, #0]
  ldr r2, [r4, #12]             // `free`
  bl ask
  b next
none:
  mov r0, #0
  b end
found:
  lsl r3, r3, #2
  ldr r7, [r2, r3]
  cmp r7, #0
  beq unwanted                  // an edge in the other direction
  str r0, [r4, #28]
  ldr r6, [r1, #8]              // the pump's head
  mov r0, #60                   // "<"
  bl emit
  ldr r0, [r4, #28]
  mov r2, #7
  and r0, r2
  add r0, #48                   // the level
  bl emit
  mov r0, #62                   // ">"
  bl emit
  mov r0, #91                   // "["
  bl emit
  ldr r2, [r4, #20]             // when a second began, by the counter
  ldr r3, [r4, #16]             // and which one it was
  ldr r0, [r5, #64]             // the event's time
  sub r0, r0, r2
  ldr r2, [r4, #52]             // a million
later:
  cmp r0, r2
  blt earlier
  sub r0, r0, r2
  add r3, #1
  b later
earlier:
  cmp r0, #0
  bge timed
  add r0, r0, r2
  sub r3, #1
  b earlier
timed:
  str r0, [r4, #36]             // microseconds into the event's second
  str r3, [r4, #16]
  ldr r2, [r5, #64]
  sub r2, r2, r0
  str r2, [r4, #20]
  mov r0, #32                   // " "
  str r0, [r4, #32]
  mov r0, r3
  mov r2, #40                   // from a milliard on
  add r2, r2, r4
  mov r3, #60                   // five places
  add r3, r3, r4
  bl number
  mov r0, #46                   // "."
  bl emit
  mov r0, #48                   // "0"
  str r0, [r4, #32]
  ldr r0, [r4, #36]
  mov r2, #56                   // six places
  add r2, r2, r4
  mov r3, r2
  bl number
  mov r0, #93                   // "]"
  bl emit
  ldr r0, [r4, #28]
  lsr r0, r0, #29               // context
  beq message
  mov r0, #91                   // "[C]"
  bl emit
  mov r0, #67
  bl emit
  mov r0, #93
  bl emit
message:
  mov r0, #32                   // " "
character:
  bl emit
text:
  ldrb r0, [r7, #0]
  add r7, #1
  cmp r0, #0
  beq done
  cmp r0, #37                   // "%"
  bne character
  ldrb r3, [r7, #0]
  add r7, #1
  cmp r3, #37
  beq character
  ldr r0, [r5, #72]             // the value that comes next
  add r5, #4
  cmp r3, #48                   // "0"
  beq zeros
  cmp r3, #120                  // "x"
  beq hexadecimal
  cmp r3, #117                  // "u"
  beq decimal
  cmp r0, #0
  bge decimal
  neg r0, r0
  str r0, [r4, #28]
  mov r0, #45                   // "-"
  bl emit
  ldr r0, [r4, #28]
decimal:
  mov r2, #40
  add r2, r2, r4
  mov r3, #76                   // one place
  add r3, r3, r4
  bl number
  b text
hexadecimal:
  mov r3, #1
  b places
zeros:
  ldrb r3, [r7, #0]
  add r7, #2                    // and over the "x"
  sub r3, #48
places:
  lsl r3, r3, #2
  mov r2, #112                  // so many before the end of the powers
  sub r3, r2, r3
  add r3, r3, r4
  mov r2, #80
  add r2, r2, r4
  bl number
  b text
done:
  mov r0, #13                   // "\r\n"
  bl emit
  mov r0, #10
  bl emit
  str r6, [r1, #8]              // only now is the line in the ring
  ldr r3, [r4, #0]
  ldr r2, [r4, #8]              // `made`
  bl ask
  mov r0, #1
end:
  pop {r3, r4, r5, r6, r7}
  pop {r2}
  bx r2

number:                         // r0: without a sign, r2: its first power, r3: from which power on it has places in any case
  push {r4, r5, r7, lr}
  ldr r7, [r4, #32]             // what stands there before its first digit
  mov r4, r2
  mov r5, r0
power:
  ldr r2, [r4, #0]
  mov r0, #0
subtract:
  cmp r5, r2
  bcc counted
  sub r5, r5, r2
  add r0, #1
  b subtract
counted:
  cmp r0, #0
  bne digit
  cmp r2, #1
  beq digit                     // the last one
  cmp r4, r3
  bcc skip
  mov r0, r7
  b put
digit:
  mov r3, #0                    // from here on it has
  mov r7, #48                   // zeros
  add r0, #48
  cmp r0, #58
  bcc put
  add r0, #39                   // "a"
put:
  bl emit
skip:
  ldr r2, [r4, #0]
  add r4, #4
  cmp r2, #1
  bne power
  pop {r4, r5, r7}
  pop {r2}
  bx r2

emit:                           // r0: a character. Changes r2
  ldr r2, [r1, #16]             // the pump's mask
  and r2, r6
  add r2, r2, r1
  add r2, #48
  strb r0, [r2, #0]
  add r6, #1
  bx lr

ask:
  bx r2
  nop
words:
