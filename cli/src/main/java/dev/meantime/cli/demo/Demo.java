// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Runs the demo: live on a terminal, or told in lines without waiting. Confined to one thread.
public final class Demo {

  /// What came of it.
  public enum Outcome {
    /// The true error was within the claimed bound all the time.
    HELD,
    /// It was not.
    BROKEN,
    /// The daemon did not start, or claimed nothing.
    FAILED
  }

  /// Simulated seconds.
  static final double SECONDS = 1800;

  /// At first the simulation is slow enough to see the beginning.
  private static final double SLOW_SECONDS = 8;

  private static final double SLOW_SPEED = 2;
  private static final double SPEED = 60;

  /// Real seconds that one frame stands for at most, so that nothing is missed after a pause.
  private static final double LONGEST_FRAME = 0.25;

  private final long seed;
  private final Glyphs glyphs;
  private final PrintStream out;
  private final DemoWorld world;
  private final Milestones milestones = new Milestones();
  private double watched = -1;

  /// @param out where lines go that stay
  public Demo(long seed, Glyphs glyphs, PrintStream out) {
    this.seed = seed;
    this.glyphs = glyphs;
    this.out = out;
    this.world = new DemoWorld(seed);
  }

  /// Tells the stages in plain lines of at most 80 columns, without waiting.
  public Outcome tell() {
    int width = Size.USUAL.columns();
    print(PlainView.opening(seed, width), Line::text);
    if (!world.start()) {
      return refused();
    }
    int told = 0;
    for (double second = 0; second <= SECONDS; second++) {
      watchTo(second);
      List<Milestones.Milestone> all = milestones.all();
      for (; told < all.size(); told++) {
        print(PlainView.stage(all.get(told), width), Line::text);
      }
    }
    Story story = story(SPEED);
    world.stop();
    print(PlainView.sources(story.now(), width), Line::text);
    print(PlainView.closing(story, width, glyphs), Line::text);
    return outcome(story);
  }

  /// Shows it on the terminal of this process for about half a minute. When the process is told to
  /// end, the terminal is given back as it was.
  ///
  /// @param environment the process's variables: `LINES`, `COLUMNS`
  public Outcome show(Map<String, String> environment, boolean colours)
      throws InterruptedException {
    TerminalSize size = new TerminalSize(environment, TerminalSize::askTerminal, System::nanoTime);
    AnsiScreen screen = new AnsiScreen(out, colours, size);
    Thread restore = new Thread(screen::close, "restore terminal");
    Runtime.getRuntime().addShutdownHook(restore);
    Outcome outcome = show(screen, Pace.real(), colours);
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook does its work.
    }
    return outcome;
  }

  /// The same on any screen at any pace.
  Outcome show(Screen screen, Pace pace, boolean colours) throws InterruptedException {
    Story story;
    Size size;
    try (screen) {
      if (!world.start()) {
        screen.close();
        return refused();
      }
      double target = 0;
      while (true) {
        watchTo(target);
        size = screen.size();
        screen.show(LiveView.frame(story(speed()), size, glyphs));
        if (world.elapsed() >= SECONDS) {
          break;
        }
        target = Math.min(SECONDS, target + speed() * Math.min(LONGEST_FRAME, pace.await()));
      }
      story = story(SPEED);
      world.stop();
    }
    print(PlainView.closing(story, size.columns(), glyphs), colours ? Line::coloured : Line::text);
    return outcome(story);
  }

  private double speed() {
    return world.elapsed() < SLOW_SECONDS ? SLOW_SPEED : SPEED;
  }

  /// Stages are looked for once a simulated second, whatever the pace.
  private void watchTo(double elapsed) {
    while (watched + 1 <= elapsed) {
      watched++;
      world.advanceTo(watched);
      milestones.onMoment(world.moment());
    }
    world.advanceTo(elapsed);
  }

  private Story story(double speed) {
    return new Story(seed, speed, world.moment(), world.history(), world.log());
  }

  private Outcome refused() {
    world.log().forEach(out::println);
    return Outcome.FAILED;
  }

  private static Outcome outcome(Story story) {
    if (story.history().claimed() == 0) {
      return Outcome.FAILED;
    }
    return story.history().broken() == 0 ? Outcome.HELD : Outcome.BROKEN;
  }

  private void print(List<Line> lines, Function<Line, String> form) {
    lines.forEach(line -> out.println(form.apply(glyphs.shown(line)).stripTrailing()));
    out.flush();
  }
}
