package dev.kept.subscriptions.reminders;

import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.projections.readmodels.ReadableLedger;
import dev.kept.projections.readmodels.Reading.Answer;
import dev.kept.subscriptions.reminders.Pending.Found;
import dev.kept.subscriptions.reminders.mail.Letter;
import dev.kept.wording.ShownText;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import tools.jackson.databind.JsonNode;

/** Writes the letters, each in the language of whoever gets it. Of the record's own words they hold what the person chose: nothing, or titles. */
@Component("reminderLetters")
public final class Letters {

    /** As long as a title may be; what is longer is a text, of which the beginning has to do. */
    private static final int MAX_TITLE = 200;

    private final ITemplateEngine templates;
    private final Links links;

    Letters(ITemplateEngine templates, Links links) {
        this.templates = templates;
        this.links = links;
    }

    /**
     * A line of the letter.
     *
     * @param title what the item is called; null without the record's words
     * @param ledger what the ledger is called; null without them
     * @param when by when; null where there is no end
     */
    public record Line(
            String what,
            @Nullable String title,
            @Nullable String ledger,
            @Nullable String when,
            String link) {

        /** For a mail without markup: a title of several lines cannot pass for what the mail says itself. */
        public String titleIndented() {
            return title == null ? "" : title.replaceAll("\\R", "\n      ");
        }

        /** As {@link #titleIndented()}. */
        public String ledgerIndented() {
            return ledger == null ? "" : ledger.replaceAll("\\R", "\n      ");
        }
    }

    /** A letter to the person's address, about some of what was found. */
    public Letter reminders(
            Person person, String address, Found found, List<Reminder> told, String id, String publicUrl, Instant at) {
        Words words = new Words(person.wishes().locale());
        When when = new When(person.wishes().schedule().zone(), person.wishes().locale(), person.dates(), at);
        String unsubscribe = publicUrl + "/reminders/unsubscribe?token=" + person.unsubscribe();
        Map<String, Object> model = Map.of(
                "lines",
                lines(person, found, told, publicUrl, words, when),
                "zone",
                when.zone(),
                "daily",
                person.wishes().rhythm() == Rhythm.DIGEST,
                "home",
                publicUrl + "/",
                "settings",
                publicUrl + "/reminders",
                "unsubscribe",
                unsubscribe);
        return letter("reminders", id, address, subject(told, words), words, model, unsubscribe);
    }

    /** A letter with the link that confirms an address. */
    public Letter confirmation(String address, String link, String id, Locale locale) {
        Words words = new Words(locale);
        String subject = words.text("mail.confirmation.subject");
        return letter("confirmation", id, address, subject, words, Map.of("link", link), null);
    }

    /**
     * A letter with the link of an invitation. It says what Kept is and nothing that whoever invites has written, names included, so that
     * nobody can use it to send words of their own.
     *
     * @param expires until when the link can be used
     */
    public Letter invitation(String address, String link, String id, Locale locale, Instant expires, Instant at) {
        Words words = new Words(locale);
        When when = new When(ZoneOffset.UTC, locale, at);
        String subject = words.text("mail.invitation.subject");
        Map<String, Object> model = Map.of("link", link, "until", when.at(expires.toString()), "zone", when.zone());
        return letter("invitation", id, address, subject, words, model, null);
    }

    private Letter letter(
            String template,
            String id,
            String to,
            String subject,
            Words words,
            Map<String, Object> model,
            @Nullable String unsubscribe) {
        Locale locale = words.messages().locale();
        Context context = new Context(locale, model);
        context.setVariable("words", words);
        context.setVariable("subject", subject);
        return new Letter(
                id,
                to,
                locale,
                subject,
                templates.process("mail/" + template + ".txt", context),
                templates.process("mail/" + template, context),
                unsubscribe);
    }

    private static String subject(List<Reminder> told, Words words) {
        long dates = told.stream().filter(each -> each.daysBefore() != null).count();
        long turns = told.size() - dates;
        String waiting = words.text("mail.subject.turns", turns);
        String near = words.text("mail.subject.dates", dates);
        return words.text(
                "mail.subject",
                turns == 0 ? near : dates == 0 ? waiting : words.text("mail.subject.both", waiting, near));
    }

    private List<Line> lines(
            Person person, Found found, List<Reminder> told, String publicUrl, Words words, When when) {
        Iterator<JsonNode> named = person.wishes().texts()
                ? named(found, told).iterator()
                : List.<JsonNode>of().iterator();
        List<Line> lines = new ArrayList<>();
        for (Reminder reminder : told) {
            ReadableLedger ledger = found.reading().ledger(reminder.ledger());
            JsonNode names = named.hasNext() ? named.next() : null;
            lines.add(new Line(
                    what(reminder, words),
                    text(names, "title"),
                    text(names, "ledger"),
                    when(reminder, words, when),
                    publicUrl + links.of(reminder, ledger.role())));
        }
        return lines;
    }

    private static String what(Reminder reminder, Words words) {
        if (reminder.daysBefore() == null) {
            return words.waiting(reminder.what());
        }
        return words.text("mail.near." + reminder.what());
    }

    private static @Nullable String when(Reminder reminder, Words words, When when) {
        Instant until = reminder.until();
        if (until == null) {
            return null;
        }
        Due due = reminder.due();
        return words.text(
                reminder.daysBefore() == null ? "mail.until" : "mail.on",
                due == null ? when.at(until.toString()) : when.due(due),
                due == null ? when.relative(until.toString()) : when.relative(due));
    }

    /** The words of the record that a line may hold. */
    record Names(@Nullable Text title, Text ledger) {}

    private static List<JsonNode> named(Found found, List<Reminder> told) {
        return found.reading()
                .render(told.stream()
                        .map(reminder -> new Answer(
                                reminder.ledger(),
                                new Names(
                                        reminder.title(),
                                        found.reading()
                                                .ledger(reminder.ledger())
                                                .title())))
                        .toList());
    }

    /** As it was written, and not all of a long text. */
    private static @Nullable String text(@Nullable JsonNode names, String field) {
        if (names == null || !names.path(field).isString()) {
            return null;
        }
        String text = names.path(field).stringValue();
        return ShownText.contained(
                text.codePointCount(0, text.length()) <= MAX_TITLE
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, MAX_TITLE - 1)) + "…");
    }
}
