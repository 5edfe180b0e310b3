// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Hears of SIGTERM, SIGINT and SIGHUP. SIGQUIT stays with the JVM, which answers it with a thread
/// dump. A signal that the JVM does not give away (under `-Xrs`) or that was ignored from the start
/// (SIGHUP under nohup) is left as it is.
///
/// `sun.misc.Signal` is reached by method handles, because javac warns of every mention of it, in a
/// way that cannot be turned off, and this build takes warnings for errors.
final class TerminationSignals implements AutoCloseable {

  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  private final Consumer<String> handler;

  /// Signal object to the handler that was there before.
  private final Map<Object, Object> replaced = new LinkedHashMap<>();

  /// @param handler gets the name without `SIG`, on a thread of the JVM
  TerminationSignals(Consumer<String> handler) {
    this.handler = handler;
  }

  /// Begins to listen. Does nothing when it listens already.
  void install() {
    if (!replaced.isEmpty()) {
      return;
    }
    for (String name : NAMES) {
      try {
        Object signal = Access.NEW_SIGNAL.invoke(name);
        MethodHandle hear =
            MethodHandles.dropArguments(Access.ACCEPT.bindTo(handler).bindTo(name), 0, Object.class)
                .asType(MethodType.methodType(void.class, Access.SIGNAL));
        Object listener = MethodHandleProxies.asInterfaceInstance(Access.SIGNAL_HANDLER, hear);
        replaced.put(signal, Access.HANDLE.invoke(signal, listener));
      } catch (IllegalArgumentException e) {
        // The JVM or the operating system keeps this signal for itself.
      } catch (Throwable e) {
        throw new IllegalStateException("sun.misc.Signal failed for SIG" + name, e);
      }
    }
  }

  @Override
  public void close() {
    replaced.forEach((signal, before) -> {
      try {
        Object unused = Access.HANDLE.invoke(signal, before);
      } catch (Throwable e) {
        throw new IllegalStateException("sun.misc.Signal failed", e);
      }
    });
    replaced.clear();
  }

  /// Linked on first use.
  private static final class Access {
    static final Class<?> SIGNAL;
    static final Class<?> SIGNAL_HANDLER;
    static final MethodHandle NEW_SIGNAL;
    static final MethodHandle HANDLE;
    static final MethodHandle ACCEPT;

    static {
      try {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        SIGNAL = lookup.findClass("sun.misc.Signal");
        SIGNAL_HANDLER = lookup.findClass("sun.misc.SignalHandler");
        NEW_SIGNAL =
            lookup.findConstructor(SIGNAL, MethodType.methodType(void.class, String.class));
        HANDLE =
            lookup.findStatic(
                SIGNAL, "handle", MethodType.methodType(SIGNAL_HANDLER, SIGNAL, SIGNAL_HANDLER));
        ACCEPT =
            lookup.findVirtual(
                Consumer.class, "accept", MethodType.methodType(void.class, Object.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
