// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Does slow work (disk, TLS) away from the loop; a simulated platform runs it inline.
public interface Background {

  /// Runs `work` elsewhere, then hands its result to `whenDone`, or its exception to `whenFailed`,
  /// on the loop's thread and never before this method returned.
  <T> void submit(Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed);
}
