package dev.kept.projections.views.document.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PressTest {

    private static final String PAPER = """
        <html lang="en"><head><title>A paper</title><style>
        @page { @bottom-left { content: element(foot); } @bottom-right { content: counter(page) " of " counter(pages); font-family: "Kept Sans"; } }
        body { font-family: "Kept Serif", "Kept Sans", "Kept Han", "Kept Hangul", "Kept Noto", "Kept World", "Kept Emoji", "Kept Shaped"; }
        .foot { position: running(foot); }
        .narrow { width: 40mm; }
        </style></head>
        <body><p class="foot">The foot</p><h1>%s</h1>%s<p id="unset-note">Marked.</p></body></html>
        """;

    private static PDDocument printed(String heading, String body) throws IOException {
        return Loader.loadPDF(Press.printed(PAPER.formatted(heading, body)));
    }

    private static String text(PDDocument document) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        return stripper.getText(document);
    }

    private static String extracted(String text) throws IOException {
        try (PDDocument document = printed("A heading", "<p>" + text + "</p>")) {
            return text(document);
        }
    }

    @Nested
    class A_text {

        @ParameterizedTest
        @CsvSource({
            "Chinese, 我们每周二发布。",
            "Japanese, 毎週火曜日にリリースします。",
            "Korean, 매주 화요일에 배포합니다.",
            "Greek, Ελληνικά",
            "Cyrillic, кириллица",
            "Lithuanian, ąčęėįšųūž",
            "Vietnamese, Chúng tôi phát hành vào thứ Ba",
            "Armenian, Մենք թողարկում ենք երեքշաբթի",
            "Georgian, ჩვენ ვუშვებთ სამშაბათს",
            "Ethiopic, ማክሰኞ እንለቃለን",
            "Thai, เราปล่อยทุกวันอังคารก่อนเที่ยง",
            "Thai vowels and tones, ที่นี่น้ำเก่ง",
            "Lao, ພວກເຮົາປ່ອຍທຸກວັນອັງຄານ",
            "Khmer, យើងចេញផ្សាយរៀងរាល់ថ្ងៃអង្គារ",
            "Burmese, ကျွန်ုပ်တို့သည် အင်္ဂါနေ့တိုင်း",
            "Hindi, हम हर मंगलवार को प्रकाशित करते हैं",
            "Hindi conjuncts, क्षत्रिय नियुक्ति प्राधिकारी हिंदी",
            "Bengali, আমরা প্রতি মঙ্গলবার প্রকাশ করি",
            "Tamil, நாங்கள் ஒவ்வொரு செவ்வாய்க்கிழமையும் வெளியிடுகிறோம்",
            "Tamil split vowels, கொடு கோடு கௌ",
            "Telugu, మేము ప్రతి మంగళవారం విడుదల చేస్తాము",
            "Kannada, ನಾವು ಪ್ರತಿ ಮಂಗಳವಾರ ಬಿಡುಗಡೆ ಮಾಡುತ್ತೇವೆ",
            "Malayalam, ഞങ്ങൾ എല്ലാ ചൊവ്വാഴ്ചയും",
            "Gujarati, અમે દર મંગળવારે પ્રકાશિત કરીએ છીએ",
            "Punjabi, ਅਸੀਂ ਹਰ ਮੰਗਲਵਾਰ",
            "Sinhala, අපි සෑම අඟහරුවාදාම",
            "emoji, 😀 👍 🎉 🚀 🫡 ✅",
            "emoji of several characters, 👩‍💻 👍🏽 🇩🇪 ❤️ 1️⃣",
            "accents of their own, e\u0301 a\u0308 q\u0303",
            "ligatures, office fluffy ffi",
        })
        void comes_out_letter_for_letter(String language, String text) throws IOException {
            assertThat(extracted(text)).as(language).contains(text).doesNotContain("#", "\u27E6", "Marked.");
        }

        @ParameterizedTest
        @CsvSource({"Hebrew, אנחנו משחררים ביום שלישי", "Arabic, نحن نطلق كل ثلاثاء"})
        void from_right_to_left_comes_out_letter_for_letter(String language, String text) throws IOException {
            assertThat(extracted(text)).as(language).contains(text);
        }

        @Test
        void in_a_script_without_spaces_breaks_between_words_and_loses_nothing() throws IOException {
            String thai = "เราปล่อยทุกวันอังคารก่อนเที่ยงและแจ้งให้ทุกคนทราบล่วงหน้า";

            try (PDDocument document = printed("A heading", "<p class='narrow'>" + thai + "</p>")) {
                String text = text(document);
                assertThat(text).doesNotContain(thai);
                assertThat(text.replaceAll("\\s+", "")).contains(thai);
                assertThat(text.lines()
                                .filter(line -> line.startsWith("เ")
                                        || line.startsWith("ก")
                                        || line.startsWith("แ")
                                        || line.startsWith("ท")
                                        || line.startsWith("ล")
                                        || line.startsWith("อ")))
                        .hasSizeGreaterThan(1);
            }
        }
    }

    @Nested
    class A_character_that_no_font_has {

        @ParameterizedTest
        @CsvSource({
            "བོད, \u27E6U+0F56\u27E7\u27E6U+0F7C\u27E7\u27E6U+0F51\u27E7",
            "\uDB40\uDD50x\uE000, x\u27E6U+E000\u27E7",
            "\uDBFF\uDFFD, \u27E6U+10FFFD\u27E7",
            "a\u0007b, a\u27E6U+0007\u27E7b",
            "a\uFFFFb, a\u27E6U+FFFF\u27E7b",
            "\uFFFC, \u27E6U+FFFC\u27E7",
        })
        void is_given_by_its_number_and_a_note_says_so(String text, String shown) throws IOException {
            assertThat(extracted(text)).contains(shown, "Marked.").doesNotContain("#");
        }

        @Test
        void does_not_hide_a_character_that_was_written() throws IOException {
            assertThat(extracted("Issue #12")).contains("Issue #12");
        }
    }

    @Nested
    class The_file {

        @Test
        void says_that_it_is_tagged_and_archivable() throws IOException {
            try (PDDocument document = printed("हिंदी 👍", "<p>Text</p>")) {
                PDDocumentCatalog catalog = document.getDocumentCatalog();
                String metadata = new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8);
                assertThat(metadata)
                        .contains("<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>")
                        .contains("<pdfuaid:part>1</pdfuaid:part>");
                assertThat(catalog.getOutputIntents()).hasSize(1);
                assertThat(catalog.getMarkInfo().isMarked()).isTrue();
                assertThat(catalog.getStructureTreeRoot()).isNotNull();
                assertThat(catalog.getLanguage()).isEqualTo("en");
            }
        }

        @Test
        void embeds_each_font_with_the_characters_that_its_glyphs_stand_for() throws IOException {
            try (PDDocument document = printed("हिंदी 👍 वि", "<p>Text 我们</p>")) {
                List<COSName> fonts = new ArrayList<>();
                document.getPage(0).getResources().getFontNames().forEach(fonts::add);
                assertThat(fonts).hasSizeGreaterThan(2);
                for (COSName name : fonts) {
                    assertThat(document.getPage(0).getResources().getFont(name)).satisfies(font -> {
                        assertThat(font.isEmbedded()).isTrue();
                        assertThat(font.getCOSObject().containsKey(COSName.TO_UNICODE))
                                .isTrue();
                    });
                }
            }
        }

        @Test
        void has_bookmarks_for_its_headings_in_their_own_letters() throws IOException {
            try (PDDocument document = printed("Ledger हिंदी", "<h2>Concerns</h2><h3>Late \u0007</h3><h2>Wins</h2>")) {
                PDOutlineItem first =
                        document.getDocumentCatalog().getDocumentOutline().getFirstChild();
                assertThat(first.getTitle()).isEqualTo("Ledger हिंदी");
                assertThat(first.children()).extracting(PDOutlineItem::getTitle).containsExactly("Concerns", "Wins");
                assertThat(first.getFirstChild().children())
                        .extracting(PDOutlineItem::getTitle)
                        .containsExactly("Late \u27E6U+0007\u27E7");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"Platform team", "हिंदी"})
        void has_its_foot_on_every_page(String words) throws IOException {
            String paragraphs = String.join(
                    "",
                    IntStream.range(0, 80).mapToObj(n -> "<p>" + words + "</p>").toList());

            try (PDDocument document = printed("A heading", paragraphs)) {
                assertThat(document.getNumberOfPages()).isGreaterThan(1);
                for (int page = 1; page <= document.getNumberOfPages(); page++) {
                    PDFTextStripper stripper = new PDFTextStripper();
                    stripper.setStartPage(page);
                    stripper.setEndPage(page);
                    assertThat(stripper.getText(document))
                            .contains("The foot", page + " of " + document.getNumberOfPages());
                }
            }
        }
    }
}
