// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// Draws a run: for each host the true offset of its clock against the bound that its daemon
/// claimed. A column of pixels shows the whole range of its time, so that no excursion is lost.
public final class ErrorPlot {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;
  private static final double LEFT = 86;
  private static final double RIGHT = 884;
  private static final double TOP = 62;
  private static final double BOTTOM = 366;
  private static final int MOST_TIMES = 10;
  // A bound is smallest after each poll: with less than a poll in a column its curves would
  // flicker.
  private static final int WINDOW = 3;

  private static final String STYLE =
      """
      text { font: 12px system-ui, sans-serif; fill: #59636e; }
      .title { font-size: 16px; font-weight: 600; fill: #1f2328; }
      .paper { fill: #ffffff; }
      .grid { stroke: #d9dee3; stroke-width: 1; fill: none; }
      .zero { stroke: #818b98; stroke-width: 1; fill: none; }
      .reset { stroke: #59636e; stroke-width: 1; stroke-dasharray: 3 4; fill: none; }
      .outer { fill: #e8a33d; fill-opacity: 0.18; }
      .inner { fill: #e8a33d; fill-opacity: 0.25; }
      .error { fill: #0b5cad; stroke: #0b5cad; stroke-width: 1; stroke-linejoin: round; }
      @media (prefers-color-scheme: dark) {
        text { fill: #9198a1; }
        .title { fill: #e6edf3; }
        .paper { fill: #0d1117; }
        .grid { stroke: #2d333b; }
        .zero { stroke: #656c76; }
        .reset { stroke: #9198a1; }
        .error { fill: #6cb6ff; stroke: #6cb6ff; }
      }
      """;

  private final SvgWriter svg = new SvgWriter();

  private ErrorPlot() {}

  /// A complete SVG document, a panel for each host.
  public static String svg(ScenarioRun.Result run) {
    return new ErrorPlot().draw(run);
  }

  private String draw(ScenarioRun.Result run) {
    int height = HEIGHT * run.hosts().size();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "width",
        Integer.toString(WIDTH),
        "height",
        Integer.toString(height),
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "role",
        "img");
    svg.text("title", "Time error against the claimed bound: " + run.scenario().title());
    svg.text("style", STYLE);
    svg.empty(
        "rect",
        "class",
        "paper",
        "width",
        Integer.toString(WIDTH),
        "height",
        Integer.toString(height));
    svg.open("clipPath", "id", "area");
    svg.empty(
        "rect",
        "x",
        number(LEFT),
        "y",
        number(TOP),
        "width",
        number(RIGHT - LEFT),
        "height",
        number(BOTTOM - TOP));
    svg.close("clipPath");
    for (int i = 0; i < run.hosts().size(); i++) {
      svg.open("g", "transform", "translate(0 " + i * HEIGHT + ")");
      panel(run, run.hosts().get(i));
      svg.close("g");
    }
    svg.close("svg");
    return svg.toString();
  }

  private void panel(ScenarioRun.Result run, ScenarioRun.HostResult host) {
    Trace trace = host.trace();
    Scenario scenario = run.scenario();
    ValueScale scale = ValueScale.of(trace, scenario.reset());
    head(run, host);
    timeAxis(trace.limit());
    valueAxis(scale);
    svg.open("g", "clip-path", "url(#area)");
    List<Integer> filled = columns(trace, trace::isFilled);
    IntToDoubleFunction largest = i -> trace.largestBound(i - WINDOW, i + WINDOW);
    IntToDoubleFunction least = i -> trace.leastBound(i - WINDOW, i + WINDOW);
    for (List<Integer> stretch : stretches(trace, filled)) {
      area(stretch, trace, scale, "outer", largest, i -> -largest.applyAsDouble(i));
      area(stretch, trace, scale, "inner", least, i -> -least.applyAsDouble(i));
    }
    area(filled, trace, scale, "error", trace::highest, trace::lowest);
    if (scenario.reset() > 0) {
      double x = x(scenario.reset(), trace.limit());
      line("reset", x, TOP, x, BOTTOM);
    }
    svg.close("g");
  }

  private void head(ScenarioRun.Result run, ScenarioRun.HostResult host) {
    String title = run.scenario().title().isEmpty() ? "Simulation" : run.scenario().title();
    label("title", LEFT, 26, "start", title + " (" + host.name() + ", seed " + run.seed() + ")");
    Metrics metrics = host.metrics();
    label(
        "",
        LEFT,
        47,
        "start",
        "RMS "
            + Ticks.seconds(metrics.error().rms())
            + ", maximum "
            + Ticks.seconds(metrics.error().maximum())
            + (run.scenario().reset() > 0 ? " after the dashed line" : "")
            + "; "
            + metrics.polls()
            + " polls");
    legend(RIGHT - 335, "error", "true offset");
    legend(RIGHT - 235, "inner", "claimed bound: least");
    legend(RIGHT - 85, "outer", "and largest");
  }

  private void legend(double x, String kind, String text) {
    svg.empty("rect", "class", kind, "x", number(x), "y", "36", "width", "12", "height", "10");
    label("", x + 17, 45, "start", text);
  }

  private void timeAxis(double limit) {
    Ticks.TimeUnit unit = Ticks.TimeUnit.of(limit);
    double step = Ticks.clockStep(limit, MOST_TIMES);
    for (int i = 0; i * step <= limit; i++) {
      double x = x(i * step, limit);
      line("grid", x, TOP, x, BOTTOM);
      label("", x, BOTTOM + 17, "middle", Ticks.plain(i * step / unit.seconds()));
    }
    label(
        "", (LEFT + RIGHT) / 2, BOTTOM + 38, "middle", "true time since the start, " + unit.name());
  }

  private void valueAxis(ValueScale scale) {
    for (double value : scale.ticks()) {
      double y = y(scale.height(value));
      line(value == 0 ? "zero" : "grid", LEFT, y, RIGHT, y);
      label("", LEFT - 7, y + 4, "end", Ticks.seconds(value));
    }
    double middle = (TOP + BOTTOM) / 2;
    svg.text(
        "text",
        "offset of the clock, + behind" + (scale.isLogarithmic() ? ", logarithmic" : ""),
        "transform",
        "translate(18 " + number(middle) + ") rotate(-90)",
        "text-anchor",
        "middle");
  }

  private static List<Integer> columns(Trace trace, IntPredicate wanted) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < trace.columns(); i++) {
      if (wanted.test(i)) {
        columns.add(i);
      }
    }
    return columns;
  }

  /// The stretches during which a bound was claimed.
  private static List<List<Integer>> stretches(Trace trace, List<Integer> filled) {
    List<List<Integer>> stretches = new ArrayList<>();
    List<Integer> current = new ArrayList<>();
    for (int column : filled) {
      if (trace.isClaimed(column)) {
        current.add(column);
      } else if (!current.isEmpty()) {
        stretches.add(current);
        current = new ArrayList<>();
      }
    }
    if (!current.isEmpty()) {
      stretches.add(current);
    }
    return stretches;
  }

  /// What lies between two curves.
  private void area(
      List<Integer> columns,
      Trace trace,
      ValueScale scale,
      String kind,
      IntToDoubleFunction upper,
      IntToDoubleFunction lower) {
    StringBuilder path = new StringBuilder();
    for (int column : columns) {
      point(path, trace, column, scale.height(upper.applyAsDouble(column)));
    }
    for (int column : columns.reversed()) {
      point(path, trace, column, scale.height(lower.applyAsDouble(column)));
    }
    svg.empty("path", "class", kind, "d", path.append('Z').toString());
  }

  private static void point(StringBuilder path, Trace trace, int column, double height) {
    double seconds = (column + 0.5) * trace.limit() / trace.columns();
    path.append(path.isEmpty() ? 'M' : 'L')
        .append(number(x(seconds, trace.limit())))
        .append(' ')
        // Far outside is as good as outside, and takes fewer digits.
        .append(number(y(Math.clamp(height, -2, 2))));
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.empty(
        "path",
        "class",
        kind,
        "d",
        "M" + number(x1) + ' ' + number(y1) + 'L' + number(x2) + ' ' + number(y2));
  }

  private void label(String kind, double x, double y, String anchor, String text) {
    if (kind.isEmpty()) {
      svg.text("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
    } else {
      svg.text("text", text, "class", kind, "x", number(x), "y", number(y), "text-anchor", anchor);
    }
  }

  private static double x(double seconds, double limit) {
    return LEFT + seconds / limit * (RIGHT - LEFT);
  }

  private static double y(double height) {
    return (TOP + BOTTOM) / 2 - height * (BOTTOM - TOP) / 2;
  }

  private static String number(double value) {
    return SvgWriter.number(value);
  }
}
