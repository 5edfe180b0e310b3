// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Draws the true error of the clock over time, with everything that the claimed bound allows as a
/// shaded band below it. The scale is logarithmic, from 1 µs at the bottom to 1 s at the top.
final class Plot {

  private static final int GUTTER = 8;
  private static final double[] WINDOWS = {30, 60, 120, 240, 480, 960, 1800};
  private static final double TOP = 0;
  private static final double BOTTOM = -6;
  private static final String[] DECADES = {
    "1 s", "100 ms", "10 ms", "1 ms", "100 µs", "10 µs", "1 µs"
  };
  private static final int BRAILLE = 0x2800;
  // The bits of a braille cell's dots, by row and column.
  private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final int columns;
  private final int rows;
  private final Glyphs glyphs;
  // How finely a cell is divided.
  private final int across;
  private final int down;
  private final int[][] errorDots;
  private final int[][] boundDots;
  private final int[] lowestBound;

  private Plot(int columns, int rows, Glyphs glyphs) {
    this.columns = columns;
    this.rows = rows;
    this.glyphs = glyphs;
    this.across = glyphs == Glyphs.UNICODE ? 2 : 1;
    this.down = glyphs == Glyphs.UNICODE ? 4 : 1;
    this.errorDots = new int[rows][columns];
    this.boundDots = new int[rows][columns];
    this.lowestBound = new int[columns];
    Arrays.fill(lowestBound, Integer.MAX_VALUE);
  }

  /// Everything so far, in a window that doubles when it is full.
  ///
  /// @param width columns in all
  /// @param height rows in all, one of them for the time axis
  static List<Line> of(ErrorHistory history, int width, int height, Glyphs glyphs) {
    double window = WINDOWS[WINDOWS.length - 1];
    for (double candidate : WINDOWS) {
      if (history.elapsed() <= candidate) {
        window = candidate;
        break;
      }
    }
    Plot plot = new Plot(Math.max(1, width - GUTTER), Math.max(2, height - 1), glyphs);
    plot.draw(history, window);
    List<Line> lines = plot.lines();
    lines.add(plot.axis(window));
    return lines;
  }

  private void draw(ErrorHistory history, double window) {
    int dots = columns * across;
    int before = -1;
    for (int x = 0; x < dots; x++) {
      double from = window * x / dots;
      double to = window * (x + 1) / dots;
      double bound = history.smallestBound(from, to);
      if (!Double.isNaN(bound)) {
        int y = height(bound);
        dot(boundDots, x, y);
        lowestBound[x / across] = Math.min(lowestBound[x / across], y);
      }
      double error = history.largestError(from, to);
      if (!Double.isNaN(error)) {
        int y = height(error);
        int last = before < 0 ? y : before;
        // Joined to the one before, so that a jump is a line.
        for (int between = Math.min(y, last); between <= Math.max(y, last); between++) {
          dot(errorDots, x, between);
        }
        before = y;
      }
    }
  }

  /// Dots above the bottom.
  private int height(double seconds) {
    int most = rows * down - 1;
    double share = (Math.log10(Math.max(seconds, 1e-12)) - BOTTOM) / (TOP - BOTTOM);
    return (int) Math.round(Math.clamp(share, 0.0, 1.0) * most);
  }

  private void dot(int[][] cells, int x, int y) {
    int fromTop = rows * down - 1 - y;
    cells[fromTop / down][x / across] |= DOTS[fromTop % down][x % across];
  }

  private List<Line> lines() {
    String[] labels = new String[rows];
    Arrays.fill(labels, "");
    for (int decade = DECADES.length - 1; decade >= 0; decade--) {
      int fromTop = rows * down - 1 - height(Math.pow(10, -decade));
      labels[fromTop / down] = DECADES[decade];
    }
    List<Line> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Line line = Line.of(Figures.right(labels[row], GUTTER - 2) + " │", Style.FAINT);
      for (int column = 0; column < columns; column++) {
        line = cell(line, row, column);
      }
      lines.add(line);
    }
    return lines;
  }

  private Line cell(Line line, int row, int column) {
    int error = errorDots[row][column];
    int bound = boundDots[row][column];
    if (error != 0) {
      return line.plus(glyph(error | bound, "*"), Style.TRUTH);
    }
    if (bound != 0) {
      return line.plus(glyph(bound, "-"), Style.CLAIM);
    }
    boolean inside =
        lowestBound[column] != Integer.MAX_VALUE && (rows - 1 - row) * down < lowestBound[column];
    return inside ? line.plus(glyphs == Glyphs.UNICODE ? "░" : ".", Style.CLAIM) : line.plus(" ");
  }

  private String glyph(int dots, String ascii) {
    return glyphs == Glyphs.UNICODE ? String.valueOf((char) (BRAILLE + dots)) : ascii;
  }

  private Line axis(double window) {
    char[] axis = new char[columns];
    Arrays.fill(axis, '─');
    String middle = " " + Figures.elapsed(window / 2) + " ";
    String end = " " + Figures.elapsed(window);
    place(axis, "0:00 ", 0);
    place(axis, middle, (columns - middle.length()) / 2);
    place(axis, end, columns - end.length());
    return Line.of(" ".repeat(GUTTER - 1) + "└" + new String(axis), Style.FAINT);
  }

  private static void place(char[] axis, String label, int at) {
    for (int i = 0; i < label.length(); i++) {
      if (at + i >= 0 && at + i < axis.length) {
        axis[at + i] = label.charAt(i);
      }
    }
  }
}
