package dev.kept.cli;

import dev.kept.client.model.AlternativeBody;
import dev.kept.client.model.EvidenceBody;
import dev.kept.client.model.ProposeDecisionBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One architecture decision record. In Nygard's form its sections are Status, Context, Decision and Consequences; in MADR's they are
 * Context and Problem Statement, Considered Options, Decision Outcome and more, with status and date in a list or in front matter.
 */
final class AdrReader {

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*");
    private static final Pattern NUMBER = Pattern.compile("(?i)^(?:adr[- ]?)?\\d+\\s*[.:)–-]\\s+");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?i)^(?:[*-]\\s+)?\\**(status|date)\\**\\s*:\\s*\\**\\s*(.+?)\\s*$");
    private static final Pattern BULLET = Pattern.compile("^[*+-]\\s+(.+)$");
    private static final Pattern CHOSEN = Pattern.compile("(?is)chosen option:(.*)");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->");
    private static final Set<String> IN_PLACE = Set.of("accepted", "proposed", "approved", "");
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_LINK = 2_000;
    private static final int MOST_ALTERNATIVES = 20;

    private final String file;
    private final List<String> lines;
    private final @Nullable String link;
    private final Found<ProposeDecisionBody> found;
    private final List<Section> sections = new ArrayList<>();
    private String title = "";
    private int titleLine = 1;
    private String status = "";
    private int statusLine = 1;
    private String date = "";

    /** What stands below a heading, up to the next of any level. */
    private record Section(int level, String name, int line, List<String> lines) {
        private String text() {
            return String.join("\n", lines).strip();
        }

        private boolean isCalled(String... names) {
            return List.of(names).contains(name.toLowerCase(Locale.ROOT));
        }
    }

    AdrReader(String file, String text, @Nullable String link, Found<ProposeDecisionBody> found) {
        this.file = file;
        this.lines = text.lines()
                .map(line -> COMMENT.matcher(line).replaceAll("").stripTrailing())
                .toList();
        this.link = link;
        this.found = found;
    }

    void read() {
        int errors = found.errors().size();
        split();
        if (isPassedOver()) {
            return;
        }
        if (title.isEmpty()) {
            found.error(file, 1, "It has no title: a line such as '# Use PostgreSQL'.");
        }
        Section nygard = section("decision");
        Section madr = section("decision outcome");
        if (nygard == null && madr == null) {
            found.error(
                    file,
                    titleLine,
                    "It has neither a section 'Decision' (Nygard) nor one called 'Decision Outcome' (MADR).");
        }
        Section decided = madr == null ? nygard : madr;
        if (decided == null) {
            return;
        }
        ProposeDecisionBody body = new ProposeDecisionBody()
                .statement(limited("statement", decided.line(), title + "\n\n" + required(decided)))
                .rationale(rationale(decided))
                .alternatives(madr == null ? List.of() : alternatives(madr))
                .evidence(List.of(new EvidenceBody().label(file).link(link)));
        if (file.length() > LONGEST_LABEL || link != null && link.length() > LONGEST_LINK) {
            found.error(file, 1, "Its name or its link is too long.");
        }
        if (found.errors().size() == errors) {
            found.proposals().add(new Found.Proposal<>(file, titleLine, title, file, body));
        }
    }

    /** Into sections; what stands before the first one may say status and date. Headings in blocks of code are none. */
    private void split() {
        int first = frontMatter();
        String fence = "";
        Section current = new Section(0, "", 1, new ArrayList<>());
        for (int index = first; index < lines.size(); index++) {
            String line = lines.get(index);
            String mark = line.strip().startsWith("```") ? "```" : line.strip().startsWith("~~~") ? "~~~" : "";
            if (!mark.isEmpty() && (fence.isEmpty() || fence.equals(mark))) {
                fence = fence.isEmpty() ? mark : "";
            }
            Matcher heading = HEADING.matcher(line);
            if (fence.isEmpty() && mark.isEmpty() && heading.matches()) {
                if (title.isEmpty() && heading.group(1).length() == 1) {
                    title = NUMBER.matcher(heading.group(2)).replaceFirst("").strip();
                    titleLine = index + 1;
                } else {
                    current = new Section(heading.group(1).length(), heading.group(2), index + 1, new ArrayList<>());
                    sections.add(current);
                }
            } else {
                current.lines().add(line);
                if (current.level() == 0) {
                    attribute(line, index + 1);
                }
            }
        }
        Section named = section("status");
        if (named != null) {
            int blank = (int) named.lines().stream().takeWhile(String::isBlank).count();
            status = blank < named.lines().size() ? named.lines().get(blank) : "";
            statusLine = named.line() + 1 + blank;
        }
    }

    /** Gives the index of the first line after it. */
    private int frontMatter() {
        if (lines.isEmpty() || !lines.getFirst().strip().equals("---")) {
            return 0;
        }
        for (int index = 1; index < lines.size(); index++) {
            if (lines.get(index).strip().equals("---")) {
                return index + 1;
            }
            attribute(lines.get(index), index + 1);
        }
        found.error(file, 1, "Its front matter has no end: a line '---'.");
        return lines.size();
    }

    private void attribute(String line, int number) {
        Matcher attribute = ATTRIBUTE.matcher(line);
        if (attribute.matches()) {
            String value = attribute.group(2).replaceAll("^[\"'{]+|[\"'}]+$", "");
            if (attribute.group(1).equalsIgnoreCase("status")) {
                status = value;
                statusLine = number;
            } else {
                date = value;
            }
        }
    }

    /** By the first word of its status: teams have more of these than any list knows. */
    private boolean isPassedOver() {
        String word = status.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("^[^\\p{L}]+", "")
                .replaceAll("[^\\p{L}].*$", "");
        if (IN_PLACE.contains(word)) {
            return false;
        }
        found.passOver(file, statusLine, "its status is '" + status.strip() + "', neither accepted nor proposed.");
        return true;
    }

    private String rationale(Section decided) {
        List<String> parts = new ArrayList<>();
        Section context = section("context", "context and problem statement");
        if (context != null && !context.text().isEmpty()) {
            parts.add(context.text());
        }
        for (Section section : sections) {
            if (section.isCalled(
                            "decision drivers",
                            "consequences",
                            "positive consequences",
                            "negative consequences",
                            "confirmation",
                            "validation")
                    && !section.text().isEmpty()) {
                parts.add(section.name() + ":\n" + section.text());
            }
        }
        int line = context == null ? decided.line() : context.line();
        if (parts.isEmpty()) {
            found.error(file, line, "It says nowhere why: it has no context and no consequences.");
        }
        if (!date.isEmpty()) {
            parts.add("Date of the record: " + date);
        }
        return limited("rationale", line, String.join("\n\n", parts));
    }

    private List<AlternativeBody> alternatives(Section outcome) {
        Section considered = section("considered options");
        if (considered == null) {
            return List.of();
        }
        List<String> options = considered.lines().stream()
                .map(BULLET::matcher)
                .filter(Matcher::matches)
                .map(bullet -> bullet.group(1))
                .toList();
        String choice = choice(outcome, options);
        List<AlternativeBody> alternatives = new ArrayList<>();
        for (String option : options) {
            if (!option.equals(choice)) {
                alternatives.add(new AlternativeBody()
                        .text(limited("option", considered.line(), unlinked(option)))
                        .whyNot(whyNot(option)));
            }
        }
        if (alternatives.size() > MOST_ALTERNATIVES) {
            found.error(file, considered.line(), "It has more than " + MOST_ALTERNATIVES + " options.");
        }
        return alternatives;
    }

    /** The option whose name the outcome begins with, the longest where several do; none when it is worded otherwise. */
    private static String choice(Section outcome, List<String> options) {
        Matcher chosen = CHOSEN.matcher(outcome.text());
        String words = chosen.find() ? comparable(chosen.group(1)) + " " : "";
        return options.stream()
                .filter(option -> words.startsWith(comparable(option) + " "))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /** What is said against an option in the section of its name. */
    private @Nullable String whyNot(String option) {
        for (Section section : sections) {
            if (section.level() > 2 && comparable(section.name()).equals(comparable(option))) {
                String against = String.join(
                        "\n",
                        section.lines().stream()
                                .filter(line ->
                                        line.strip().toLowerCase(Locale.ROOT).matches("[*+-]\\s+bad\\b.*"))
                                .map(String::strip)
                                .toList());
                return against.isEmpty() ? null : limited("option", section.line(), against);
            }
        }
        return null;
    }

    private String required(Section section) {
        String text = section.text();
        if (text.isEmpty()) {
            found.error(file, section.line(), "Its section '" + section.name() + "' is empty.");
        }
        return text;
    }

    private String limited(String what, int line, String text) {
        if (text.length() > LONGEST_TEXT) {
            found.error(file, line, "Its " + what + " has more than " + LONGEST_TEXT + " characters.");
        }
        return text;
    }

    private @Nullable Section section(String... names) {
        return sections.stream()
                .filter(section -> section.isCalled(names))
                .findFirst()
                .orElse(null);
    }

    /** {@code [text](#place)} is its text. */
    private static String unlinked(String text) {
        return text.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").strip();
    }

    private static String comparable(String option) {
        return unlinked(option)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
