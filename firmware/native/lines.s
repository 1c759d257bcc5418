// Lines: makes the oldest event of the event ring a line of text and puts it into the pump's ring.
//
// Called by the pump in the hardware timer's interrupt, where its ring is empty at the end of a line: so a line has room, and
// tears none of JavaScript's. What a line looks like is in `text-wire.ts`. An event that is neither an edge nor a log call's
// integers is JavaScript's business, and so are those behind it.
//
// A line is in the ring before the head says so, and only then is the event's slot free (COMMIT-LAST). Edges that come
// meanwhile only move the event ring's head.
//
// What the event ring had no room for is told by a line of its own: when the ring is empty, and once in each round of it, so
// that a load that never ends is not doubled by it. It is made of a slot among our words, with the number lost in it.
//
// The words behind the code are `lines.ts`, which says what a message is made of. Registers: r1 the pump's words, r4 ours, r5
// the slot, r6 the head to be, r7 the message. Thumb-1: 48 bytes of stack.

line:                           // r1: the pump's words, which it keeps, and r3. @returns r0: whether it made one
  push {r3, r4, r5, r6, r7, lr}
  nop
  adr r4, words
  ldr r0, [r4, #0]              // whether events are the pump's at present
  cmp r0, #0
  beq none
next:
  ldr r3, [r4, #4]              // address of the event ring's words
  ldr r7, [r3, #16]             // what time it is, before it is known that nothing is older
  ldr r7, [r7]
  ldr r0, [r3, #4]              // its tail
  ldr r2, [r3, #0]              // its head
  cmp r0, r2
  beq losses
  ldr r2, [r3, #8]              // its mask
  and r2, r0
  bne oldest
  ldr r7, [r3, #32]             // the first slot's time: what is told before it is no younger
losses:
  mov r5, #140                  // our slot begins 32 behind that
  add r5, r5, r4
  ldr r6, [r3, #12]             // lost
  ldr r2, [r5, #48]             // and told
  sub r6, r6, r2
  beq told
  ldr r2, [r5, #36]             // what says so; nothing if it is JavaScript's to say
  cmp r2, #0
  beq call
  ldr r2, [r5, #52]             // where the tail was when it was told last
  cmp r2, r0
  beq told
  str r0, [r5, #52]
  str r7, [r5, #32]
  str r6, [r5, #40]
  str r6, [r5, #44]             // until it is out
  b slot
call:
  mov r2, #1
  str r2, [r3, #28]             // the alarm
told:
  ldr r2, [r3, #0]
  cmp r0, r2
  beq none
  ldr r2, [r3, #8]
  and r2, r0
oldest:
  lsl r2, r2, #4
  add r5, r3, r2                // the slot begins 32 behind that
slot:
  ldr r0, [r5, #36]             // what
  cmp r0, #0
  blt edge
  mov r2, #24
  mov r3, #24
  and r2, r0
  cmp r2, r3
  beq script                    // kind 3
  ldr r2, [r4, #20]             // where the sites' messages are
  lsl r3, r0, #3
  lsr r3, r3, #8                // the site
  b found
edge:
  mvn r3, r0                    // the watch, and whether it rises
  mov r2, #108                  // where the edges' messages are
  add r2, r2, r4
  mov r0, #1                    // an interrupt
  lsl r0, r0, #29
  add r0, #6                    // INFO
  b found
unwanted:
  ldr r3, [r4, #4]
  ldr r0, [r3, #4]
  add r0, #1
  str r0, [r3, #4]
  b next
script:
  ldr r3, [r4, #4]
  mov r0, #1
  str r0, [r3, #28]             // the alarm
none:
  mov r0, #0
  b end
found:
  lsl r3, r3, #2
  ldr r7, [r2, r3]
  cmp r7, #0
  beq unwanted                  // an edge in the other direction
  str r0, [r4, #24]
  ldr r6, [r1, #8]              // the pump's head
  mov r0, #60                   // "<"
  bl emit
  ldr r0, [r4, #24]
  mov r2, #7
  and r0, r2
  add r0, #48                   // the level
  bl emit
  mov r0, #62                   // ">"
  bl emit
  mov r0, #91                   // "["
  bl emit
  ldr r2, [r4, #16]             // when a second began, by the counter
  ldr r3, [r4, #12]             // and which one it was
  ldr r0, [r5, #32]             // the event's time
  sub r0, r0, r2
  ldr r2, [r4, #48]             // a million
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
  str r0, [r4, #32]             // microseconds into the event's second
  str r3, [r4, #12]
  ldr r2, [r5, #32]
  sub r2, r2, r0
  str r2, [r4, #16]
  mov r0, #32                   // " "
  str r0, [r4, #28]
  mov r0, r3
  mov r2, #36                   // from a milliard on
  add r2, r2, r4
  mov r3, #56                   // five places
  add r3, r3, r4
  bl number
  mov r0, #46                   // "."
  bl emit
  mov r0, #48                   // "0"
  str r0, [r4, #28]
  ldr r0, [r4, #32]
  mov r2, #52                   // six places
  add r2, r2, r4
  mov r3, r2
  bl number
  mov r0, #93                   // "]"
  bl emit
  ldr r0, [r4, #24]
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
  ldr r0, [r5, #40]             // the value that comes next
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
  str r0, [r4, #24]
  mov r0, #45                   // "-"
  bl emit
  ldr r0, [r4, #24]
decimal:
  mov r2, #36
  add r2, r2, r4
  mov r3, #72                   // one place
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
  mov r2, #108                  // so many before the end of the powers
  sub r3, r2, r3
  add r3, r3, r4
  mov r2, #76
  add r2, r2, r4
  bl number
  b text
done:
  mov r0, #13                   // "\r\n"
  bl emit
  mov r0, #10
  bl emit
  str r6, [r1, #8]              // only now is the line in the ring
  ldr r0, [r4, #8]
  add r0, #1
  str r0, [r4, #8]
  mov r3, #140
  add r3, r3, r4
  ldr r0, [r3, #44]             // whether it was a loss
  cmp r0, #0
  beq free
  ldr r2, [r3, #48]
  add r2, r2, r0
  str r2, [r3, #48]
  mov r0, #0
  str r0, [r3, #44]
  b made
free:
  ldr r3, [r4, #4]
  ldr r0, [r3, #4]
  add r0, #1
  str r0, [r3, #4]              // and only now is the slot free
made:
  mov r0, #1
end:
  pop {r3, r4, r5, r6, r7}
  pop {r2}
  bx r2

number:                         // r0: without a sign, r2: its first power, r3: from which power on it has places in any case
  push {r4, r5, r7, lr}
  ldr r7, [r4, #28]             // what stands there before its first digit
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
words:
