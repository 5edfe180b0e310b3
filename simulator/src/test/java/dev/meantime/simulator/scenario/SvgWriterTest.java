// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgWriterTest {

  @Test
  void escapesWhatHasAMeaningInXml() {
    SvgWriter svg = new SvgWriter();
    svg.text("text", "a < b & \"c\" > d", "id", "\"<&>");

    assertThat(svg.toString())
        .isEqualTo("<text id=\"&quot;&lt;&amp;&gt;\">a &lt; b &amp; &quot;c&quot; &gt; d</text>\n");
  }

  @Test
  void replacesWhatXmlCannotHold() {
    SvgWriter svg = new SvgWriter();
    svg.text("text", "a\u0000\ud800\uffffµ😀\n");

    assertThat(svg.toString()).isEqualTo("<text>a???µ😀\n</text>\n");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1.04, 1", "1.05, 1.1", "-0.3, -0.3", "-0.04, 0", "366.26, 366.3"})
  void roundsToTenthsOfAPixel(double value, String text) {
    assertThat(SvgWriter.number(value)).isEqualTo(text);
  }
}
