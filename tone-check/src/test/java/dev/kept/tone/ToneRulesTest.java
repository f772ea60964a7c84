package dev.kept.tone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.languagetool.rules.patterns.AbstractPatternRule;

/** How good the rules are that Kept brings. */
class ToneRulesTest {

    private static final List<String> COMPLAINTS = new ArrayList<>();
    private static final ToneCheck CHECK = new ToneCheck(null, COMPLAINTS::add);

    @Test
    void find_what_people_wrote_down_as_hard_or_good_in_sentences_they_were_not_tuned_on() {
        List<Labelled> heldOut = Labelled.read("held-out.tsv");
        List<Labelled> dev = Labelled.read("dev.tsv");
        Measured tuned = Measured.of(CHECK, "en", dev);
        Measured unseen = Measured.of(CHECK, "en", heldOut);

        System.out.println(tuned.table("tuned on") + "\n" + unseen.table("held out"));
        assertThat(heldOut.size() + dev.size()).isGreaterThanOrEqualTo(300);
        assertThat(unseen.precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(unseen.recall()).isGreaterThanOrEqualTo(0.8);
        assertThat(unseen.ofMarks().precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(unseen.ofMarks().recall()).isGreaterThanOrEqualTo(0.8);
        assertThat(COMPLAINTS).isEmpty();
    }

    @Test
    void leave_plain_and_kind_sentences_of_mails_and_tickets_unmarked() {
        List<Labelled> heldOut = Labelled.read("mails-held-out.tsv");
        List<Labelled> dev = Labelled.read("mails-dev.tsv");
        Measured tuned = Measured.of(CHECK, "en", dev);
        Measured unseen = Measured.of(CHECK, "en", heldOut);

        System.out.println(tuned.table("mails, tuned") + "\n" + unseen.table("mails, unseen"));
        assertThat(heldOut.size() + dev.size()).isGreaterThanOrEqualTo(300);
        assertThat(unseen.precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(unseen.recall()).isGreaterThanOrEqualTo(0.8);
        assertThat(unseen.ofMarks().precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(unseen.ofMarks().recall()).isGreaterThanOrEqualTo(0.8);
    }

    /** Examples from real use, each of which was marked once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "You always delivered on time.",
                "Good luck finishing the release!",
                "If you cannot make it, we will cancel the meeting.",
                "Everyone on your team was very helpful."
            })
    void mark_nothing_in_what_was_kindly_or_plainly_meant(String sentence) {
        assertThat(CHECK.check("en", sentence).marks()).isEmpty();
    }

    @Test
    void speak_german_too_as_a_core() {
        Measured german = Measured.of(CHECK, "de", Labelled.read("german.tsv"));

        System.out.println(german.table("german"));
        assertThat(german.precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(german.recall()).isGreaterThanOrEqualTo(0.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void do_what_their_examples_say(String language) {
        RuleSet rules = RuleSet.read(language, new Folder(null), COMPLAINTS::add);

        assertThat(rules.rules()).isNotEmpty();
        assertThat(rules.rules()).allSatisfy(rule -> {
            assertThat(rule.getIncorrectExamples()).as(rule.getId()).isNotEmpty();
            rule.getIncorrectExamples()
                    .forEach(example -> assertThat(marked(language, rule, example.getExample()))
                            .as(rule.getId())
                            .contains(example.getExample().strip()));
            rule.getCorrectExamples()
                    .forEach(example -> assertThat(marked(language, rule, example.getExample()))
                            .as(rule.getId())
                            .isEmpty());
        });
    }

    /** The example once for each note of the rule's category, with its words between the example's own tags. */
    private static List<String> marked(String language, AbstractPatternRule rule, String example) {
        String text = example.replaceAll("</?marker>", "");
        String category = rule.getCategory()
                .getId()
                .toString()
                .replace("GOOD_", "")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
        Tone tone = CHECK.check(language, text);
        return Stream.concat(tone.marks().stream(), tone.good().stream())
                .filter(note -> note.category().equals(category))
                .map(note -> text.substring(0, note.from())
                        + "<marker>"
                        + text.substring(note.from(), note.to())
                        + "</marker>"
                        + text.substring(note.to()))
                .toList();
    }
}
