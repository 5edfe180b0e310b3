// SPDX-License-Identifier: Apache-2.0

/// How others look in: chrony's command and monitoring protocol, version 6, both sides. No I/O:
/// datagrams come in and go out as octets.
///
/// The daemon implements {@link dev.meantime.control.ControlTarget} and hands each datagram to a
/// {@link dev.meantime.control.ControlResponder}; a client encodes a {@link
/// dev.meantime.control.ControlRequest} and decodes a {@link dev.meantime.control.ControlReply}.
///
/// Signs and units: reports are what goes over the wire, so they count as chrony does, mostly
/// against the rest of Meantime: an offset is positive when the local clock is *ahead*, a frequency
/// is in ppm and positive when the clock runs *fast*. {@link dev.meantime.control.Reports} is the
/// only place that turns the engine's values round.
@NullMarked
package dev.meantime.control;

import org.jspecify.annotations.NullMarked;
