package dev.kept.projections.views.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.wording.ShownText;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class MarkdownTextTest {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\n",
                " ",
                "\t",
                "-",
                "1.",
                "2)",
                "#",
                ">",
                "=",
                "|",
                "*",
                "_",
                "`",
                "~",
                "[",
                "]",
                "(",
                ")",
                "<",
                ">",
                "&amp;",
                "&#35;",
                "\\",
                "!",
                "+",
                ":",
                "http://",
                "www.",
                "@",
                "$",
                "a",
                "word",
                "שלום",
                "e\u0301",
                "🙂",
                "\u00A0",
                "\u200F",
                "\u2028",
                "\u0085",
                "\u001B",
                "\u2067x\u2069",
                "\u202Ex\u202C",
                "\u202Bx",
                "\u2069");
        return pieces.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list));
    }

    @Property(tries = 2000)
    void a_quotation_reads_letter_for_letter(@ForAll("texts") String text) {
        assertThat(read("- before:\n\n" + MarkdownText.quotation(text, "  ") + "- after\n"))
                .isEqualTo("before:" + ShownText.contained(text) + "after");
    }

    @Property(tries = 2000)
    void a_line_reads_letter_for_letter(@ForAll("texts") String text) {
        String line = MarkdownText.line(text);
        String shown = ShownText.contained(text);

        assertThat(line).doesNotContain("\n");
        assertThat(read("## " + line + "\n\nx\n")).isEqualTo(shown + "x");
        assertThat(read("| a |\n| --- |\n| " + line + " |\n")).isEqualTo("a" + shown);
        assertThat(read("- **" + line + "**, after\n")).isEqualTo(shown + ", after");
    }

    @Test
    void what_turns_around_the_rest_of_a_line_ends_with_the_text() {
        assertThat(read(MarkdownText.line("\u202Babc"))).isEqualTo("\u202Babc\u202C");
        assertThat(read(MarkdownText.line("\u202Eabc"))).isEqualTo("\u27E6U+202E\u27E7abc");
        assertThat(read(MarkdownText.line("\u2067abc\u2069"))).isEqualTo("\u2067abc\u2069");
        assertThat(MarkdownText.line("\u202Babc")).doesNotContain("\u202B");
    }

    private static String read(String markdown) {
        StringBuilder read = new StringBuilder();
        Node document = PARSER.parse(markdown);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                read.append(text.getLiteral());
            }

            @Override
            public void visit(HardLineBreak hard) {
                read.append('\n');
            }

            @Override
            public void visit(SoftLineBreak soft) {
                read.append("a soft break");
            }
        });
        return read.toString();
    }
}
