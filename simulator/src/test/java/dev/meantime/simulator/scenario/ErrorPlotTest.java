// SPDX-License-Identifier: Apache-2.0
package dev.meantime.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meantime.simulator.Link;
import dev.meantime.simulator.OscillatorModel;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ErrorPlotTest {

  @Test
  void isWellFormedXmlWhateverTheTitle() throws Exception {
    String title = "<&\">]]> 'µ😀'\u0007";

    Document document = parse(ErrorPlot.svg(run(title, 600, 1)));

    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("<&\">]]> 'µ😀'? (a, seed 1)");
  }

  @Test
  void hasAPanelForEachHost() throws Exception {
    Document document = parse(ErrorPlot.svg(run("two", 600, 2)));

    assertThat(document.getDocumentElement().getAttribute("height")).isEqualTo("840");
    assertThat(paths(document, "error")).isEqualTo(2);
  }

  @Test
  void staysSmallForALongRun() throws Exception {
    String svg = ErrorPlot.svg(run("long", 400_000, 1));

    assertThat(svg.length()).isLessThan(100_000);
    assertThat(paths(parse(svg), "outer")).isPositive();
  }

  @Test
  void drawsAClockThatNobodySynchronises() throws Exception {
    Scenario scenario =
        new ScenarioBuilder("alone")
            .limit(10)
            .host("a", "198.51.100.1", 0, OscillatorModel.PERFECT)
            .build();

    Document document = parse(ErrorPlot.svg(ScenarioRun.run(scenario, 1)));

    assertThat(paths(document, "outer")).isZero();
    assertThat(paths(document, "error")).isEqualTo(1);
  }

  private static ScenarioRun.Result run(String title, double limit, int hosts) {
    ScenarioBuilder builder = new ScenarioBuilder(title).limit(limit).server("s", "192.0.2.1");
    for (int i = 0; i < hosts; i++) {
      String name = Character.toString('a' + i);
      builder
          .host(
              name,
              "198.51.100." + (i + 1),
              0.1,
              OscillatorModel.of(1e-4, 1e-9),
              "server 192.0.2.1 iburst")
          .path(name, "s", Link.of(1e-4, 1e-4));
    }
    return ScenarioRun.run(builder.build(), 1);
  }

  private static long paths(Document document, String kind) {
    NodeList paths = document.getElementsByTagName("path");
    long count = 0;
    for (int i = 0; i < paths.getLength(); i++) {
      count += ((Element) paths.item(i)).getAttribute("class").equals(kind) ? 1 : 0;
    }
    return count;
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
