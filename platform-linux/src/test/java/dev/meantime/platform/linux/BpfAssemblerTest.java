// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meantime.platform.linux.BpfAssembler.Condition;
import dev.meantime.platform.linux.BpfAssembler.Label;
import dev.meantime.platform.linux.BpfAssembler.Operation;
import dev.meantime.platform.linux.BpfAssembler.Register;
import dev.meantime.platform.linux.BpfAssembler.Width;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BpfAssemblerTest {

  private final BpfAssembler code = new BpfAssembler();

  private String assembled() {
    return HexFormat.of()
        .formatHex(code.program(Arena.ofAuto()).toArray(ValueLayout.JAVA_BYTE))
        .replaceAll("(.{16})(?=.)", "$1 ");
  }

  /// The octets are those that the macros in the kernel's `samples/bpf/bpf_insn.h` would give, made
  /// by the C compiler from the constants of `linux/bpf.h`.
  @Test
  void encodesAsTheKernelsHeadersSay(@TempDir Path directory)
      throws IOException, InterruptedException {
    Label end = code.label();
    code.load(Width.HALF, Register.R1, Register.R7, 12);
    code.load(Width.DOUBLE, Register.R1, Register.R7, -8);
    code.store(Width.WORD, Register.R10, -4, Register.R1);
    code.store(Width.OCTET, Register.R10, -4, -2);
    code.apply(Operation.MOVE, Register.R6, Register.R1);
    code.apply(Operation.ADD, Register.R2, -16);
    code.apply(Operation.SHIFT_RIGHT, Register.R2, 32);
    code.jumpIf(Register.R1, Condition.GREATER, Register.R8, end);
    code.jumpIf(Register.R1, Condition.ANY_BIT, 0xff3f, end);
    code.loadMap(Register.R1, 77);
    code.call(51);
    code.jump(end);
    code.place(end);
    code.exit();
    List<String> lines =
        CProgram.run(
            directory,
            List.of(
                "struct bpf_insn s[] = {",
                "{BPF_LDX | BPF_MEM | BPF_H, 1, 7, 12, 0},",
                "{BPF_LDX | BPF_MEM | BPF_DW, 1, 7, -8, 0},",
                "{BPF_STX | BPF_MEM | BPF_W, 10, 1, -4, 0},",
                "{BPF_ST | BPF_MEM | BPF_B, 10, 0, -4, -2},",
                "{BPF_ALU64 | BPF_MOV | BPF_X, 6, 1, 0, 0},",
                "{BPF_ALU64 | BPF_ADD | BPF_K, 2, 0, 0, -16},",
                "{BPF_ALU64 | BPF_RSH | BPF_K, 2, 0, 0, 32},",
                "{BPF_JMP | BPF_JGT | BPF_X, 1, 8, 5, 0},",
                "{BPF_JMP | BPF_JSET | BPF_K, 1, 0, 4, 0xff3f},",
                "{BPF_LD | BPF_DW | BPF_IMM, 1, BPF_PSEUDO_MAP_FD, 0, 77},",
                "{0},",
                "{BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_redirect_map},",
                "{BPF_JMP | BPF_JA, 0, 0, 0, 0},",
                "{BPF_JMP | BPF_EXIT, 0, 0, 0, 0},",
                "};",
                "for (unsigned i = 0; i < sizeof s; i++) {",
                "if (i && i % 8 == 0) printf(\" \");",
                "printf(\"%02x\", ((unsigned char *) s)[i]); }"));
    assertThat(assembled()).isEqualTo(lines.getFirst());
  }

  @Test
  void refusesJumpsThatWouldNotEnd() {
    Label behind = code.label();
    code.place(behind);
    assertThatThrownBy(() -> code.jump(behind)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> code.place(behind)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAJumpToNowhere() {
    code.jump(code.label());
    assertThatThrownBy(() -> code.program(Arena.ofAuto()))
        .isInstanceOf(IllegalStateException.class);
  }
}
