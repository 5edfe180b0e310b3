// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.serve;

import dev.meantime.engine.ClockAdjustment;
import dev.meantime.engine.discipline.DisciplineConfig;
import dev.meantime.engine.discipline.LeapSecondTable;
import dev.meantime.engine.discipline.SimulatedHost;
import dev.meantime.engine.discipline.SimulatedOscillator;
import dev.meantime.engine.respond.ServedHeader;
import java.util.ArrayList;
import java.util.List;

/// A simulated host that publishes what it would serve after every change, as the daemon does.
final class ServingHost implements SimulatedHost.Observer {

  final SimulatedHost host;
  final Serving serving;
  final List<ServingEvent> events = new ArrayList<>();
  private ServedTime served;
  private int publications;

  ServingHost(
      ServedTimeConfig config,
      DisciplineConfig discipline,
      SimulatedOscillator oscillator,
      LeapSecondTable table) {
    host = new SimulatedHost(discipline, oscillator, () -> table);
    serving =
        new Serving(
            config,
            host.discipline,
            discipline.leapMode(),
            discipline.steer(),
            1e-6,
            7,
            oscillator.now());
    served = serving.publish(oscillator.now());
    host.observe(this);
    host.started();
  }

  @Override
  public void onAdjusted(ClockAdjustment adjustment) {
    serving.onAdjusted(adjustment, host.state().skew());
  }

  @Override
  public void onPerformed() {
    publish();
  }

  void publish() {
    served = serving.publish(host.oscillator.now());
    events.addAll(serving.drain());
    publications++;
  }

  int publications() {
    return publications;
  }

  ServedTime served() {
    return served;
  }

  /// What is served now.
  long servedNanos() {
    return served.servedNanos(host.oscillator.now().wallNanos());
  }

  /// Served minus true time, seconds.
  double servedError() {
    return -host.oscillator.truthNanosBeyond(servedNanos()) * 1e-9;
  }

  ServedHeader header() {
    ServedHeader header = new ServedHeader();
    served.describe(host.oscillator.now().wallNanos(), header);
    return header;
  }
}
