// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// `refclock`. Confined to one run of the parser.
final class RefclockDirectives implements DirectiveGroup {

  private static final Pattern OCTAL = Pattern.compile("[0-7]{1,4}");
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,4}");
  private static final int DEFAULT_MODE = 0600;
  private static final int MAX_UNIT = 0xffff;

  /// The options of each driver, which follow its parameter after colons.
  private static final Map<String, List<String>> DRIVERS =
      Map.of(
          "PPS", List.of("clear"),
          "SOCK", List.of(),
          "SHM", List.of("perm"),
          "PHC", List.of("nocrossts", "extpps", "pin", "channel", "clear"),
          "RTC", List.of("utc"));

  private final List<RefclockDraft> drafts = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean realTimeClock;
  private boolean tai;
  private int count;

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.of(
            "refclock",
            "DRIVER PARAMETER[:OPTION]... [OPTION]...",
            2,
            Directive.ANY_NUMBER,
            this::refclock));
  }

  private void refclock(Arguments arguments) {
    String driver = arguments.text(0);
    List<String> valid = DRIVERS.get(driver);
    if (valid == null) {
      arguments.error(
          arguments.word(0),
          "there is no reference clock driver '" + driver + "'",
          "one of " + String.join(", ", new TreeSet<>(DRIVERS.keySet())));
      return;
    }
    String[] parts = arguments.text(1).split(":", -1);
    Map<String, String> options = driverOptions(arguments, parts, valid);
    Optional<RefclockLine.Device> device = device(arguments, driver, parts[0], options);
    // Of a device that cannot be used, the options are checked all the same.
    RefclockDraft draft =
        new RefclockDraft(
            device.orElseGet(() -> new RefclockLine.Device.Socket("")), refid(driver, count++));
    draft.options().read(arguments, 2);
    if (!PRINTABLE.matcher(draft.refid()).matches()) {
      arguments.error(
          "a reference ID cannot hold '" + draft.refid() + "'", "1 to 4 ASCII characters");
      return;
    }
    tai |= draft.isTai();
    if (device.isPresent()) {
      if (!names.add(draft.refid())) {
        arguments.error(
            "there are two reference clocks named '" + draft.refid() + "'",
            "give one of them another refid");
      }
      drafts.add(draft);
    }
  }

  /// As chrony names a clock that has no name: by its driver and its place in the file.
  private static String refid(String driver, int index) {
    return driver.substring(0, index < 10 ? 3 : 2) + index % 100;
  }

  private static Map<String, String> driverOptions(
      Arguments arguments, String[] parts, List<String> valid) {
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] option = parts[i].split("=", 2);
      if (valid.contains(option[0])) {
        options.put(option[0], option.length > 1 ? option[1] : "");
      } else {
        arguments.error(
            arguments.word(1),
            "the driver " + arguments.text(0) + " has no option '" + option[0] + "'",
            Spelling.hint(option[0], valid));
      }
    }
    return options;
  }

  /// Empty for what cannot be used, which was told.
  private Optional<RefclockLine.Device> device(
      Arguments arguments, String driver, String parameter, Map<String, String> options) {
    return switch (driver) {
      case "PPS" ->
          Optional.of(new RefclockLine.Device.Pulses(parameter, options.containsKey("clear")));
      case "SOCK" -> Optional.of(new RefclockLine.Device.Socket(parameter));
      case "SHM" -> sharedMemory(arguments, parameter, options.getOrDefault("perm", ""));
      case "PHC" -> {
        if (options.containsKey("extpps")) {
          notYet(arguments, "the PHC driver's option 'extpps' is not supported yet");
          yield Optional.empty();
        }
        yield Optional.of(
            new RefclockLine.Device.Hardware(parameter, !options.containsKey("nocrossts")));
      }
      default -> {
        realTimeClock = true;
        notYet(arguments, "the driver " + driver + " is not supported yet");
        yield Optional.empty();
      }
    };
  }

  private static void notYet(Arguments arguments, String message) {
    arguments.warnOnce(message, arguments.word(0), message, "this reference clock is not used");
  }

  private static Optional<RefclockLine.Device> sharedMemory(
      Arguments arguments, String unit, String mode) {
    OptionalLong number = CNumber.integer(unit);
    if (number.isEmpty() || number.getAsLong() < 0 || number.getAsLong() > MAX_UNIT) {
      arguments.error(
          arguments.word(1),
          "'" + unit + "' is not a shared memory unit",
          "allowed: 0 to " + MAX_UNIT);
      return Optional.empty();
    }
    if (!mode.isEmpty() && !OCTAL.matcher(mode).matches()) {
      arguments.error(arguments.word(1), "'" + mode + "' is not a file mode", "like perm=0644");
      return Optional.empty();
    }
    return Optional.of(
        new RefclockLine.Device.SharedMemory(
            (int) number.getAsLong(), mode.isEmpty() ? DEFAULT_MODE : Integer.parseInt(mode, 8)));
  }

  /// Names of clocks that pulses are locked to but that do not exist.
  List<String> missingLocks() {
    return drafts.stream()
        .map(RefclockDraft::lock)
        .filter(lock -> !lock.isEmpty() && !names.contains(lock))
        .distinct()
        .toList();
  }

  /// The lines read so far.
  List<RefclockLine> build(int minSamples, int maxSamples) {
    return drafts.stream().map(draft -> draft.build(minSamples, maxSamples)).toList();
  }

  boolean hasRealTimeClock() {
    return realTimeClock;
  }

  boolean hasTai() {
    return tai;
  }
}
