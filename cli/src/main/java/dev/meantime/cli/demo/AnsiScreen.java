// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/// Frames by ECMA-48 and xterm's alternate screen, so that the user's own lines come back in the
/// end. May be closed from any thread.
final class AnsiScreen implements Screen {

  // Alternate screen, no cursor, no wrapping of long lines.
  private static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[2J";
  private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";
  private static final String HOME = "\033[H";
  private static final String WIPE_LINE = "\033[2K";

  private final PrintStream out;
  private final boolean colours;
  private final Supplier<Size> size;
  private boolean closed;

  /// @param size asked before each frame
  AnsiScreen(PrintStream out, boolean colours, Supplier<Size> size) {
    this.out = out;
    this.colours = colours;
    this.size = size;
    out.print(ENTER);
    out.flush();
  }

  @Override
  public Size size() {
    return size.get();
  }

  @Override
  public synchronized void show(List<Line> frame) {
    if (closed) {
      return;
    }
    StringBuilder text = new StringBuilder(HOME);
    for (int i = 0; i < frame.size(); i++) {
      Line line = frame.get(i);
      text.append(i == 0 ? "" : "\r\n");
      // Before the text: after one as wide as the screen, the last character would be wiped.
      text.append(WIPE_LINE).append(colours ? line.coloured() : line.text());
    }
    out.print(text);
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      out.print(LEAVE);
      out.flush();
    }
  }
}
