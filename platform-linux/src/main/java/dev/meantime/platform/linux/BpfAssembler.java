// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Assembles an eBPF program (RFC 9669). Jumps go forward to {@linkplain Label labels}, so that a
/// program ends whatever happens.
///
/// Loads from a packet come in the machine's octet order, which is little-endian on both of ours.
final class BpfAssembler {

  /// Octets of an instruction.
  static final int INSTRUCTION = 8;

  /// How wide a load or store is.
  enum Width {
    WORD(0x00),
    HALF(0x08),
    OCTET(0x10),
    DOUBLE(0x18);

    private final int bits;

    Width(int bits) {
      this.bits = bits;
    }
  }

  /// A register. What the first ones hold is lost in a call, the last one is the stack's end.
  enum Register {
    R0(0),
    R1(1),
    R2(2),
    R3(3),
    R4(4),
    R5(5),
    R6(6),
    R7(7),
    R8(8),
    R9(9),
    R10(10);

    private final int number;

    Register(int number) {
      this.number = number;
    }
  }

  /// What a conditional jump compares by; numbers are unsigned.
  enum Condition {
    EQUAL(0x10),
    GREATER(0x20),
    ANY_BIT(0x40),
    NOT_EQUAL(0x50);

    private final int bits;

    Condition(int bits) {
      this.bits = bits;
    }
  }

  /// An operation on 64 bits.
  enum Operation {
    ADD(0x00),
    AND(0x50),
    SHIFT_LEFT(0x60),
    SHIFT_RIGHT(0x70),
    MOVE(0xb0);

    private final int bits;

    Operation(int bits) {
      this.bits = bits;
    }
  }

  /// A place in the program that is jumped to.
  static final class Label {
    private final List<Integer> jumps = new ArrayList<>();
    private boolean placed;

    private Label() {}
  }

  private static final int LOAD_IMMEDIATE_DOUBLE = 0x18;
  private static final int LOAD = 0x61;
  private static final int STORE_IMMEDIATE = 0x62;
  private static final int STORE = 0x63;
  private static final int ARITHMETIC_64 = 0x07;
  private static final int JUMP = 0x05;
  private static final int FROM_REGISTER = 0x08;
  private static final int CALL = 0x85;
  private static final int EXIT = 0x95;

  private final List<Long> instructions = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  Label label() {
    Label label = new Label();
    labels.add(label);
    return label;
  }

  /// Jumps to the label arrive at the next instruction.
  void place(Label label) {
    if (label.placed) {
      throw new IllegalStateException("a label has one place");
    }
    label.placed = true;
    for (int jump : label.jumps) {
      int offset = instructions.size() - jump - 1;
      if (offset > Short.MAX_VALUE) {
        throw new IllegalStateException("the jump is too long");
      }
      instructions.set(jump, instructions.get(jump) | (long) offset << 16);
    }
  }

  void load(Width width, Register to, Register base, int offset) {
    add(LOAD | width.bits, to, base, offset, 0);
  }

  void store(Width width, Register base, int offset, Register from) {
    add(STORE | width.bits, base, from, offset, 0);
  }

  void store(Width width, Register base, int offset, int value) {
    add(STORE_IMMEDIATE | width.bits, base, Register.R0, offset, value);
  }

  void apply(Operation operation, Register to, Register by) {
    add(ARITHMETIC_64 | FROM_REGISTER | operation.bits, to, by, 0, 0);
  }

  /// @param by extended to 64 bits with its sign
  void apply(Operation operation, Register to, int by) {
    add(ARITHMETIC_64 | operation.bits, to, Register.R0, 0, by);
  }

  void jump(Label to) {
    jump(JUMP, Register.R0, Register.R0, 0, to);
  }

  void jumpIf(Register left, Condition condition, Register right, Label to) {
    jump(JUMP | FROM_REGISTER | condition.bits, left, right, 0, to);
  }

  /// @param right extended to 64 bits with its sign
  void jumpIf(Register left, Condition condition, int right, Label to) {
    jump(JUMP | condition.bits, left, Register.R0, right, to);
  }

  /// Calls one of the kernel's helpers with arguments in the registers 1 to 5; the result is in
  /// register 0.
  void call(int helper) {
    add(CALL, Register.R0, Register.R0, 0, helper);
  }

  void loadMap(Register to, int mapFd) {
    instructions.add(encode(LOAD_IMMEDIATE_DOUBLE, to.number, XdpAbi.BPF_PSEUDO_MAP_FD, 0, mapFd));
    instructions.add(0L);
  }

  /// Ends the program with the result in register 0.
  void exit() {
    add(EXIT, Register.R0, Register.R0, 0, 0);
  }

  /// The program's instructions, as the kernel reads them.
  MemorySegment program(Arena arena) {
    if (labels.stream().anyMatch(label -> !label.placed)) {
      throw new IllegalStateException("a label has no place");
    }
    MemorySegment program = arena.allocate((long) instructions.size() * INSTRUCTION, INSTRUCTION);
    for (int i = 0; i < instructions.size(); i++) {
      program.setAtIndex(ValueLayout.JAVA_LONG, i, instructions.get(i));
    }
    return program;
  }

  private void jump(int code, Register left, Register right, int immediate, Label to) {
    if (to.placed) {
      throw new IllegalStateException("a jump goes forward");
    }
    to.jumps.add(instructions.size());
    add(code, left, right, 0, immediate);
  }

  private void add(int code, Register to, Register from, int offset, int immediate) {
    instructions.add(encode(code, to.number, from.number, offset, immediate));
  }

  private static long encode(int code, int to, int from, int offset, int immediate) {
    return code | to << 8 | from << 12 | (offset & 0xffffL) << 16 | (long) immediate << 32;
  }
}
