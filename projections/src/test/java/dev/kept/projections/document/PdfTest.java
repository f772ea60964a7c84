package dev.kept.projections.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfTest {

    private static final String PAPER = """
        <html lang="en"><head><title>A paper</title>
        <style>body { font-family: "Kept Serif", "Kept Sans", "Kept Han", "Kept Hangul"; }</style></head>
        <body><h1>%s</h1><p>%s</p></body></html>
        """;

    private static String printed(String heading, String text) throws IOException {
        byte[] pdf = new Pdf().of(PAPER.formatted(heading, text));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void texts_in_chinese_japanese_and_korean_are_printed_in_their_own_characters() throws IOException {
        String text = "我们每周二发布。 毎週火曜日にリリースします。 매주 화요일에 배포합니다.";

        assertThat(printed("约定", text + " " + "长".repeat(300)))
                .contains("约定", "我们每周二发布", "毎週火曜日にリリースします", "매주", "화요일에")
                .doesNotContain("#");
    }

    @Test
    void others_are_printed_as_before() throws IOException {
        assertThat(printed("Γειά", "Ελληνικά, кириллица, ąčęė")).contains("Γειά", "Ελληνικά, кириллица, ąčęė");
    }
}
