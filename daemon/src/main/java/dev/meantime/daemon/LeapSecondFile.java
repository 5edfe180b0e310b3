// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon;

import dev.meantime.daemon.config.ClockConfig;
import dev.meantime.engine.discipline.LeapSecondList;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.discipline.ParsedLeapSeconds;
import dev.meantime.engine.discipline.TimeZoneLeapSeconds;
import dev.meantime.platform.Background;
import dev.meantime.platform.WallClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The leap seconds that this machine's files know (`leapseclist`, `leapsectz`). Read at start, and
/// again when they are asked for in another half of the day, so that a new file counts within
/// twelve hours. Confined to the loop.
final class LeapSecondFile implements Supplier<LeapSecondTable> {

  private static final long HALF_DAY_SECONDS = 43_200;
  private static final String DEFAULT_ZONE_DIRECTORY = "/usr/share/zoneinfo";

  /// Where leap seconds are written down.
  private sealed interface Place {
    Path path();

    /// A list as IERS and NIST publish it.
    record Listed(Path path) implements Place {}

    /// A compiled time zone.
    record Zone(String name, Path path) implements Place {}
  }

  private final Optional<Place> place;
  private final WallClock clock;
  private final Background background;
  private final EventLog log;
  private LeapSecondTable table;
  private long readInHalfDay;

  private LeapSecondFile(
      Optional<Place> place,
      LeapSecondTable table,
      WallClock clock,
      Background background,
      EventLog log) {
    this.place = place;
    this.table = table;
    this.clock = clock;
    this.background = background;
    this.log = log;
    this.readInHalfDay = halfDay();
  }

  /// What the configuration names, if it is good: the list rather than the zone.
  ///
  /// @param environment where `TZDIR` can say in which directory the time zones are
  static LeapSecondFile open(
      ClockConfig config,
      Map<String, String> environment,
      WallClock clock,
      Background background,
      EventLog log) {
    Optional<Place> place = Optional.empty();
    LeapSecondTable table = LeapSecondTable.EMPTY;
    if (!config.leapZone().isEmpty()) {
      Path zones = Path.of(environment.getOrDefault("TZDIR", DEFAULT_ZONE_DIRECTORY));
      Place zone = new Place.Zone(config.leapZone(), zones.resolve(config.leapZone()));
      Optional<LeapSecondTable> known = check(zone, log);
      if (known.isPresent()) {
        place = Optional.of(zone);
        table = known.get();
      }
    }
    if (!config.leapList().isEmpty()) {
      Place list = new Place.Listed(Path.of(config.leapList()));
      Optional<LeapSecondTable> known = check(list, log);
      if (known.isPresent()) {
        place = Optional.of(list);
        table = known.get();
      }
    }
    if (place.isPresent()) {
      switch (place.get()) {
        case Place.Listed(Path path) -> log.info("Using leap second list " + path);
        case Place.Zone(String name, _) ->
            log.info("Using " + name + " timezone to obtain leap second data");
      }
    }
    LeapSecondFile file = new LeapSecondFile(place, table, clock, background, log);
    file.warnIfExpired();
    return file;
  }

  /// Empty when no file is good.
  @Override
  public LeapSecondTable get() {
    long now = halfDay();
    if (place.isPresent() && now != readInHalfDay) {
      readInHalfDay = now;
      Place source = place.get();
      background.submit(() -> read(source), this::onRead, e -> onUnusable(Problem.reason(e)));
    }
    return table;
  }

  private void onRead(ParsedLeapSeconds parsed) {
    switch (parsed) {
      case ParsedLeapSeconds.Valid(LeapSecondTable fresh) -> {
        table = fresh;
        log.ended("leap file");
        warnIfExpired();
      }
      case ParsedLeapSeconds.Damaged damaged -> onUnusable(describe(damaged));
    }
  }

  /// What was known before still holds.
  private void onUnusable(String reason) {
    place.ifPresent(source ->
        log.trouble(
            "leap file", "Could not read leap seconds from " + source.path() + ": " + reason));
  }

  private void warnIfExpired() {
    if (place.isPresent() && table.isExpiredAt(seconds())) {
      log.trouble("leap expiry", "Leap second list " + place.get().path() + " needs update");
    } else {
      log.ended("leap expiry");
    }
  }

  private long halfDay() {
    return Math.floorDiv(seconds(), HALF_DAY_SECONDS);
  }

  private long seconds() {
    return Math.floorDiv(clock.nowNanos(), 1_000_000_000L);
  }

  private static Optional<LeapSecondTable> check(Place place, EventLog log) {
    String reason;
    try {
      switch (read(place)) {
        case ParsedLeapSeconds.Valid(LeapSecondTable table) -> {
          return Optional.of(table);
        }
        case ParsedLeapSeconds.Damaged damaged -> reason = describe(damaged);
      }
    } catch (IOException e) {
      reason = Problem.reason(e);
    }
    String what =
        switch (place) {
          case Place.Listed(Path path) -> "Leap second list " + path;
          case Place.Zone(String name, _) -> "Timezone " + name;
        };
    String check = place instanceof Place.Zone ? " failed leap second check" : " failed check";
    log.warn(what + check + ", ignoring (" + reason + ")");
    return Optional.empty();
  }

  private static ParsedLeapSeconds read(Place place) throws IOException {
    byte[] content = Files.readAllBytes(place.path());
    return switch (place) {
      case Place.Listed _ -> LeapSecondList.parse(new String(content, StandardCharsets.ISO_8859_1));
      case Place.Zone _ -> TimeZoneLeapSeconds.parse(content);
    };
  }

  private static String describe(ParsedLeapSeconds.Damaged damaged) {
    String where = damaged.line() == 0 ? "" : "line " + damaged.line() + ": ";
    return where + damaged.problem().label();
  }
}
