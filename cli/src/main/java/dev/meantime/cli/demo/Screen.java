// SPDX-License-Identifier: Apache-2.0
package dev.meantime.cli.demo;

import java.util.List;

/// A terminal that shows frames in place.
interface Screen extends AutoCloseable {

  Size size();

  /// Replaces what is shown. Does nothing once it is closed.
  void show(List<Line> frame);

  /// Gives the terminal back as it was.
  @Override
  void close();
}
