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

/** Writes the letters. Of the record's own words they hold what the person chose: nothing, or titles. */
@Component("reminderLetters")
public final class Letters {

    private static final Locale LOCALE = Locale.UK;
    /** As long as a title may be; what is longer is a text, of which the beginning has to do. */
    private static final int MAX_TITLE = 200;

    private final ITemplateEngine templates;
    private final Words words;
    private final Links links;

    Letters(ITemplateEngine templates, Links links) {
        this.templates = templates;
        this.words = new Words(Locale.UK);
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
        When when = new When(person.wishes().schedule().zone(), LOCALE, at);
        String unsubscribe = publicUrl + "/reminders/unsubscribe?token=" + person.unsubscribe();
        Map<String, Object> model = Map.of(
                "subject",
                subject(told),
                "lines",
                lines(person, found, told, publicUrl, when),
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
        return letter("reminders", id, address, subject(told), model, unsubscribe);
    }

    /** A letter with the link that confirms an address. */
    public Letter confirmation(String address, String link, String id) {
        String subject = "Kept: is this your address?";
        return letter("confirmation", id, address, subject, Map.of("subject", subject, "link", link), null);
    }

    private Letter letter(
            String template,
            String id,
            String to,
            String subject,
            Map<String, Object> model,
            @Nullable String unsubscribe) {
        Context context = new Context(LOCALE, model);
        return new Letter(
                id,
                to,
                subject,
                templates.process("mail/" + template + ".txt", context),
                templates.process("mail/" + template, context),
                unsubscribe);
    }

    private static String subject(List<Reminder> told) {
        long dates = told.stream().filter(each -> each.daysBefore() != null).count();
        long turns = told.size() - dates;
        List<String> parts = new ArrayList<>();
        if (turns > 0) {
            parts.add(turns == 1 ? "1 thing waits for you" : turns + " things wait for you");
        }
        if (dates > 0) {
            parts.add(dates == 1 ? "1 date is near" : dates + " dates are near");
        }
        return "Kept: " + String.join(", ", parts);
    }

    private List<Line> lines(Person person, Found found, List<Reminder> told, String publicUrl, When when) {
        Iterator<JsonNode> named = person.wishes().texts()
                ? named(found, told).iterator()
                : List.<JsonNode>of().iterator();
        List<Line> lines = new ArrayList<>();
        for (Reminder reminder : told) {
            ReadableLedger ledger = found.reading().ledger(reminder.ledger());
            JsonNode names = named.hasNext() ? named.next() : null;
            lines.add(new Line(
                    what(reminder),
                    text(names, "title"),
                    text(names, "ledger"),
                    when(reminder, when),
                    publicUrl + links.of(reminder, ledger.role())));
        }
        return lines;
    }

    private String what(Reminder reminder) {
        if (reminder.daysBefore() == null) {
            return words.waiting(reminder.what());
        }
        return switch (reminder.what()) {
            case "deliver" -> "A promise of your side is due";
            case "review-decision" -> "A decision is to be looked at again";
            case "hold-checkpoint" -> "A checkpoint is ahead";
            default -> "A check-in is ahead";
        };
    }

    private static @Nullable String when(Reminder reminder, When when) {
        Instant until = reminder.until();
        if (until == null) {
            return null;
        }
        String lead = reminder.daysBefore() == null ? "until " : "";
        Due due = reminder.due();
        return due == null
                ? lead + when.at(until.toString()) + ", " + when.relative(until.toString())
                : lead + when.due(due) + ", " + when.relative(due);
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
