// SPDX-License-Identifier: Apache-2.0
package dev.meantime.systemtests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The house's rules of docs/architecture.md, checked on the compiled classes.
class ArchitectureTest {

  private static final String ROOT = "dev.meantime.";
  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            // Not ImportOption.DoNotIncludeTests, which does not know the directories of -Pquick.
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.meantime");
    assertThat(classes).hasSizeGreaterThan(50);
  }

  @Test
  void arrowsPointDownOnly() {
    mayUse("wire");
    mayUse("crypto", "wire");
    mayUse("engine", "wire", "crypto");
    mayUse("platform");
    mayUse("client", "wire", "crypto", "engine", "platform");
    mayUse("testing", "wire", "crypto", "client");
    mayUse("control", "wire", "engine");
    mayUse("daemon", "wire", "crypto", "engine", "platform", "control");
    mayUse("simulator", "wire", "crypto", "engine", "platform", "control", "daemon");
    nobodyUses("simulator", "cli");
  }

  @Test
  void whatDecidesNeverActs() {
    noClasses()
        .that(
            resideInAnyPackage(
                ROOT + "wire..", ROOT + "crypto..", ROOT + "engine..", ROOT + "control.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.nio.file..",
                "java.nio.channels..",
                "java.util.concurrent..",
                "java.util.logging..",
                "java.io.."))
        .because("decisions are made without I/O, threads and loggers")
        .check(classes);
    noClockOrRandomSource("wire", "crypto", "engine", "control");
  }

  @Test
  void theDaemonReachesTheWorldThroughThePlatformOnly() {
    noClockOrRandomSource("daemon");
    noClasses()
        .that(resideInAPackage(ROOT + "daemon.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("sun.misc..", "java.lang.foreign.."))
        .check(classes);
    // Files are not the platform's, so that a channel to one is allowed.
    for (Class<?> outside :
        List.of(
            Thread.class,
            SelectableChannel.class,
            Selector.class,
            Socket.class,
            ServerSocket.class,
            DatagramSocket.class)) {
      noClasses()
          .that(resideInAPackage(ROOT + "daemon.."))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(outside)
          .because("the daemon is one loop on one thread over the platform")
          .check(classes);
    }
    noClasses()
        .that(resideInAPackage(ROOT + "daemon.."))
        .should()
        .callMethod(InetAddress.class, "getByName", String.class)
        .orShould()
        .callMethod(InetAddress.class, "getAllByName", String.class)
        .check(classes);
  }

  @Test
  void nativeCodeStaysInPlatformLinux() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "platform.linux..")
        .should()
        .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
        .check(classes);
  }

  @Test
  void nothingStaticChanges() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(classes);
  }

  @Test
  void reflectionIsNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.lang.reflect.."))
        .check(classes);
  }

  private static void mayUse(String module, String... others) {
    String own = ROOT + module + "..";
    List<String> allowed =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    own, "java..", "javax..", "jdk..", "sun.misc..", "org.jspecify.."),
                java.util.Arrays.stream(others).map(other -> ROOT + other + ".."))
            .toList();
    classes()
        .that(resideInAPackage(own))
        .and()
        .resideOutsideOfPackage(ROOT + "platform.linux..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
        .check(classes);
  }

  private static void nobodyUses(String module, String... but) {
    String[] users =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(module), java.util.Arrays.stream(but))
            .map(user -> ROOT + user + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(users)
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + module + ".."))
        .check(classes);
  }

  private static void noClockOrRandomSource(String... modules) {
    for (String module : modules) {
      var those = noClasses().that(resideInAPackage(ROOT + module + ".."));
      those.should().callMethod(System.class, "nanoTime").check(classes);
      those.should().callMethod(System.class, "currentTimeMillis").check(classes);
      those.should().callMethod(java.time.Instant.class, "now").check(classes);
      those.should().callMethod(java.time.Clock.class, "systemUTC").check(classes);
      those
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.util.random.RandomGenerator.class)
          .check(classes);
    }
  }
}
