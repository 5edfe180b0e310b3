// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

/// One direction of a way through the network.
///
/// @param from name of a host or server
/// @param to name of a host or server
public record LinkModel(String from, String to, Course course) {}
