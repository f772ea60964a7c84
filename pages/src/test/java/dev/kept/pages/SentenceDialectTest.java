package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.wording.templates.SentenceDialect;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

class SentenceDialectTest {

    private static final String PROPOSAL = """
        <p kept:say="#{page.commitment.proposal-of-theirs}">
          <b kept:slot="0" th:text="${who}"></b>
          <th:block kept:slot="1" th:text="${due}"/>
          <i kept:slot="2"><u th:text="${before}"></u></i>
        </p>\
        """;

    private static String said(Locale locale, String template, Map<String, Object> variables) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        engine.addDialect(new SentenceDialect());
        return engine.process(template, new Context(locale, variables));
    }

    @Test
    void a_sentence_keeps_its_markup_in_the_order_of_its_language() {
        Map<String, Object> variables = Map.of("who", "Anna", "due", "Fri", "before", "Thu");

        assertThat(said(Locale.UK, PROPOSAL, variables))
                .isEqualTo("<p><b>Anna</b> proposes other terms: due Fri instead of <i><u>Thu</u></i></p>");
        assertThat(said(Locale.GERMANY, PROPOSAL, variables))
                .isEqualTo("<p><b>Anna</b> schlägt andere Bedingungen vor: fällig Fri statt <i><u>Thu</u></i></p>");
    }

    /** Several modules in one application each bring it along. */
    @Test
    void a_sentence_is_said_once_however_often_the_dialect_is_there() {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        engine.addDialect(new SentenceDialect());
        engine.addDialect(new SentenceDialect());

        assertThat(engine.process(
                        PROPOSAL, new Context(Locale.UK, Map.of("who", "Anna", "due", "Fri", "before", "Thu"))))
                .isEqualTo("<p><b>Anna</b> proposes other terms: due Fri instead of <i><u>Thu</u></i></p>");
    }

    @Test
    void what_a_person_wrote_is_neither_markup_nor_an_expression() {
        String hostile = "[[${7*7}]] [(${7*7})] <b>{1}</b> __${7*7}__";

        assertThat(said(
                        Locale.UK,
                        "<p kept:say=\"#{page.board.rate(${who})}\"><i kept:slot=\"1\" th:text=\"${who}\"></i></p>",
                        Map.of("who", hostile)))
                .isEqualTo("<p>&#91;&#91;${7*7}]] &#91;(${7*7})] &lt;b&gt;{1}&lt;/b&gt; __${7*7}__ of"
                        + " <i>[[${7*7}]] [(${7*7})] &lt;b&gt;{1}&lt;/b&gt; __${7*7}__</i></p>");
    }

    @Test
    void what_a_sentence_has_no_place_for_is_not_evaluated() {
        assertThat(said(
                        Locale.UK,
                        "<p kept:say=\"#{page.reminders.mails-soon}\"><b kept:slot=\"0\">x</b><i kept:slot=\"1\""
                                + " th:text=\"${missing.name}\"></i></p>",
                        Map.of()))
                .isEqualTo("<p>Mails go to <b>x</b>, soon after something happens.</p>");
    }

    @Test
    void a_part_without_a_slot_is_a_fault() {
        assertThatThrownBy(() -> said(Locale.UK, "<p kept:say=\"#{page.home.last-entry}\"><b>x</b></p>", Map.of()))
                .isInstanceOf(TemplateProcessingException.class);
    }
}
