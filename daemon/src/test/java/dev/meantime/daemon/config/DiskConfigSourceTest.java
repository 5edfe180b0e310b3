// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskConfigSourceTest {

  @TempDir Path directory;

  private final ConfigSource source = new DiskConfigSource();

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void readsUtf8AndWhatIsNot() throws IOException {
    Files.writeString(directory.resolve("u"), "logdir /ü\n");
    Files.write(directory.resolve("l"), "logdir /ü\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(source.read(path("u"))).isEqualTo("logdir /ü\n");
    assertThat(source.read(path("l"))).isEqualTo("logdir /ü\n");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThatThrownBy(() -> source.read(path("none")))
        .isInstanceOf(IOException.class)
        .hasMessage("no such file");
    assertThatThrownBy(() -> source.read("a\0b")).isInstanceOf(IOException.class);
    assertThat(source.exists(path("none"))).isFalse();
    assertThat(source.exists("a\0b")).isFalse();
  }

  @Test
  void findsFilesByPatternAndSuffix() throws IOException {
    Files.createDirectory(directory.resolve("d"));
    Files.writeString(directory.resolve("d/b.conf"), "");
    Files.writeString(directory.resolve("d/a.conf"), "");
    Files.writeString(directory.resolve("d/c.txt"), "");
    assertThat(source.glob(path("*/*.conf"))).containsExactly(path("d/a.conf"), path("d/b.conf"));
    assertThat(source.glob(path("*/a.conf"))).containsExactly(path("d/a.conf"));
    assertThat(source.glob(path("*/none"))).isEmpty();
    assertThat(source.glob(path("none"))).containsExactly(path("none"));
    assertThat(source.list(path("d"), ".conf")).containsExactlyInAnyOrder("a.conf", "b.conf");
    assertThat(source.list(path("none"), ".conf")).isEmpty();
  }
}
