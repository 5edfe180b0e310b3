// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator;

import dev.meantime.platform.LocalProgram;
import java.nio.file.Path;

/// A socket on which nobody listens.
record NoLocalProgram(Path socket) implements LocalProgram {

  @Override
  public Reply ask(byte[] question, int longest) {
    return new Reply.Failed(socket + ": a simulated machine has no other programs");
  }

  @Override
  public void hangUp() {}
}
