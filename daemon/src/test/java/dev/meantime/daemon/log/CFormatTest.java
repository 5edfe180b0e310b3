// SPDX-License-Identifier: Apache-2.0
package dev.meantime.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The expected text was printed by printf of glibc 2.36 from the same binary values.
class CFormatTest {

  record Row(String value, String e3, String e1, String f3, String f2) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row("0x0p+0", " 0.000e+00", "0.0e+00", "     0.000", " 0.00"),
        new Row("-0x0p+0", "-0.000e+00", "-0.0e+00", "    -0.000", "-0.00"),
        new Row("0x1p+0", " 1.000e+00", "1.0e+00", "     1.000", " 1.00"),
        new Row("-0x1p+0", "-1.000e+00", "-1.0e+00", "    -1.000", "-1.00"),
        new Row("0x1p-3", " 1.250e-01", "1.2e-01", "     0.125", " 0.12"),
        new Row("0x1.4p+1", " 2.500e+00", "2.5e+00", "     2.500", " 2.50"),
        new Row("0x1.0020c49ba5e35p+0", " 1.000e+00", "1.0e+00", "     1.000", " 1.00"),
        new Row("-0x1.c53f7ced91687p+1", "-3.541e+00", "-3.5e+00", "    -3.541", "-3.54"),
        new Row("0x1.06218230c7483p-10", " 1.000e-03", "1.0e-03", "     0.001", " 0.00"),
        new Row("0x1.3ffbe76c8b439p+3", " 9.999e+00", "1.0e+01", "     9.999", "10.00"),
        new Row("0x0.01b9cd1295941p-1022", "1.500e-310", "1.5e-310", "     0.000", " 0.00"),
        new Row("0x1.e240ca1cac083p+16", " 1.235e+05", "1.2e+05", "123456.789", "123456.79"),
        new Row("0x1.fff2e48e8a71ep-1", " 9.999e-01", "1.0e+00", "     1.000", " 1.00"),
        new Row("-0x1.2145d37c71f41p-17", "-8.621e-06", "-8.6e-06", "    -0.000", "-0.00"),
        new Row("inf", "       inf", "    inf", "       inf", "  inf"),
        new Row("-inf", "      -inf", "   -inf", "      -inf", " -inf"),
        new Row("nan", "       nan", "    nan", "       nan", "  nan"),
        new Row("0x1.12e0be826d695p-30", " 1.000e-09", "1.0e-09", "     0.000", " 0.00"),
        new Row("0x0.0000000000001p-1022", "4.941e-324", "4.9e-324", "     0.000", " 0.00"),
        new Row(
            "0x1.18b15b7e6ap+50",
            " 1.234e+15",
            "1.2e+15",
            "1234500000000000.000",
            "1234500000000000.00"),
        new Row("0x1.70a3d70a3d70ap-5", " 4.500e-02", "4.5e-02", "     0.045", " 0.04"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void writesAsC(Row row) {
    double value =
        switch (row.value()) {
          case "inf" -> Double.POSITIVE_INFINITY;
          case "-inf" -> Double.NEGATIVE_INFINITY;
          case "nan" -> Double.NaN;
          default -> Double.parseDouble(row.value());
        };
    assertThat(CFormat.exponent(value, 10, 3)).isEqualTo(row.e3());
    assertThat(CFormat.exponent(value, 7, 1)).isEqualTo(row.e1());
    assertThat(CFormat.fixed(value, 10, 3)).isEqualTo(row.f3());
    assertThat(CFormat.fixed(value, 5, 2)).isEqualTo(row.f2());
  }
}
