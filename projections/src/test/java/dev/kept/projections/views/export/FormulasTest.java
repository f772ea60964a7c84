package dev.kept.projections.views.export;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulasTest {

    /** What lists are separated by, by the settings of one spreadsheet or another. */
    private static final String SEPARATORS = ",;\t|:!#^~،؛、，；：｜";

    private static final String SIGNS = "=+-@＝＋－＠";

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "=1+1 → '=1+1",
                "' =1+1' → '' =1+1'",
                "ok;=1+1 → ok;'=1+1",
                "ok;\"=1+1\" → ok;\"'=1+1\"",
                "a | -b → a | '-b",
                "'=1+1 → ''=1+1",
                "it's; 'tis → it's; ''tis",
                "C++ and a-b, x=y - z → C++ and a-b, x=y - z",
                "2026-03-02T09:00:00Z → 2026-03-02T09:00:00Z"
            })
    void an_apostrophe_goes_before_what_could_begin_a_formula(String text, String guarded) {
        assertThat(Formulas.guarded(text)).isEqualTo(guarded);
        assertThat(Formulas.original(guarded)).isEqualTo(text);
    }

    @Test
    void lines_and_tabs_are_beginnings() {
        assertThat(Formulas.guarded("a\n=1\r\n+1\t@x\u00A0=\u2028=")).isEqualTo("a\n'=1\r\n'+1\t'@x\u00A0=\u2028'=");
    }

    @Property(tries = 300)
    void every_text_can_be_had_back(@ForAll("texts") String text) {
        assertThat(Formulas.original(Formulas.guarded(text))).isEqualTo(text);
    }

    @Property(tries = 300)
    void whatever_the_separator_no_cell_is_a_formula(@ForAll("texts") String one, @ForAll("texts") String other)
            throws IOException {
        StringWriter file = new StringWriter();
        Csv csv = new Csv(file);
        csv.row(List.of("id", one, "open", other));
        csv.row(List.of(other, one));

        for (char separator : SEPARATORS.toCharArray()) {
            try (CsvReader<CsvRecord> rows = CsvReader.builder()
                    .fieldSeparator(separator)
                    .commentCharacter('\u0001')
                    .allowMissingFields(true)
                    .allowExtraFields(true)
                    .allowExtraCharsAfterClosingQuote(true)
                    .ofCsvRecord(file.toString().substring(1))) {
                assertThat(rows.stream().flatMap(row -> row.getFields().stream()))
                        .as("separated by '%s'", separator)
                        .noneMatch(FormulasTest::isFormula);
            }
        }
    }

    private static boolean isFormula(String cell) {
        String shown = cell.replaceFirst("^[\\s\\p{Z}\"]+", "");
        return !shown.isEmpty() && SIGNS.indexOf(shown.charAt(0)) >= 0;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(SEPARATORS + SIGNS + "'\"ab1 \u00A0\r\n")
                .ofMaxLength(12);
    }
}
