package dev.kept.projections.views.document;

import dev.kept.projections.views.markdown.MarkdownText;
import dev.kept.wording.ChangedWords;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document as Markdown (CommonMark with tables). */
final class MarkdownDocument {

    private static final List<String> SECTIONS =
            List.of("GOALS", "ROLES", "BOUNDARIES", "EXPECTATIONS", "DECISIONS", "CONTACT");
    private static final String ERASED = "*(This text was erased.)*";

    private final StringBuilder out = new StringBuilder();
    private final Doc d;
    private final Ledger ledger;
    private final Words words;
    private final When when;
    private final ChangedWords said;
    private final String root;

    /** @param root where Kept is reached; empty when nobody said */
    MarkdownDocument(Doc document, Ledger ledger, Words words, When when, String root) {
        this.d = document;
        this.ledger = ledger;
        this.words = words;
        this.when = when;
        this.said = new ChangedWords(words, when);
        this.root = root + ledger.path();
    }

    String written() {
        head();
        if (d.has("changes")) {
            changes(d.at("changes"));
        }
        if (d.has("charter")) {
            charter(d.at("charter"));
        }
        concerns();
        decisions();
        commitments("Commitments", "commitments", "commitmentCount");
        commitments("Settled commitments", "settled", "settledCount");
        checkpoints();
        wins();
        lessons();
        return out.toString();
    }

    private void head() {
        out.append("# ").append(line(d, "title")).append("\n\n");
        out.append(side("A")).append(" & ").append(side("B")).append("  \n");
        out.append("Opened ").append(when.date(d.string("opened")));
        if (d.has("mediator")) {
            out.append(", mediated by ").append(line(d, "mediator/person/name"));
            entries(d.at("mediator"));
        }
        if (d.has("closed")) {
            out.append(", closed ").append(when.date(d.string("closed/recorded")));
        }
        out.append("  \nAs of ")
                .append(entry(d.number("head")))
                .append(", recorded ")
                .append(when.at(d.string("recorded")))
                .append(" (")
                .append(when.zone())
                .append(")\n\n");
        for (String side : List.of("A", "B")) {
            String members = d.list("parties/" + side + "/members").stream()
                    .map(member -> line(member, "name"))
                    .collect(Collectors.joining(", "));
            if (!members.isEmpty()) {
                out.append("- ").append(side(side)).append(": ").append(members).append('\n');
            }
        }
        out.append('\n');
    }

    private void charter(Doc charter) {
        heading("Ground rules in force (version " + charter.number("version") + ")");
        out.append("Both agreed ").append(when.date(charter.string("agreed/recorded")));
        entries(charter);
        out.append("\n\n");
        clauses(charter.list("clauses"));
    }

    private void clauses(List<Doc> clauses) {
        for (String section : SECTIONS) {
            List<Doc> in = words.within(clauses, section);
            if (!in.isEmpty()) {
                out.append("### ").append(words.section(section)).append("\n\n");
                for (Doc clause : in) {
                    out.append("- ")
                            .append(clause.has("side") ? side(clause.string("side")) + ", " : "")
                            .append(entry(clause.number("worded/entry")))
                            .append(":\n\n");
                    text(clause, "text", "  ");
                }
            }
        }
    }

    private void concerns() {
        if (any("Open concerns", "concernCount", "concerns", "the latest")) {
            for (Doc concern : d.list("concerns")) {
                out.append("- **")
                        .append(line(concern, "title"))
                        .append("**, ")
                        .append(state(concern.string("state")))
                        .append(", raised by ")
                        .append(by(concern.at("raised")));
                entries(concern);
                out.append('\n');
            }
            out.append('\n');
        }
    }

    private void decisions() {
        if (any("Decisions in force", "decisionCount", "decisions", "the latest")) {
            d.list("decisions").forEach(this::decision);
        }
    }

    private void decision(Doc decision) {
        out.append("### ").append(line(decision, "statement")).append("\n\n");
        out.append("Put forward by ").append(by(decision.at("proposed")));
        if (decision.has("agreed")) {
            out.append(", agreed ").append(when.date(decision.string("agreed/recorded")));
        }
        if (decision.has("nextReview")) {
            out.append(", to be looked at again ").append(when.due(decision.at("nextReview/at")));
        }
        entries(decision);
        out.append("\n\nBecause:\n\n");
        text(decision, "rationale", "");
        for (Doc other : decision.list("alternatives")) {
            out.append("Instead of:\n\n");
            text(other, "text", "");
            if (other.written("whyNot")) {
                out.append("Why not:\n\n");
                text(other, "whyNot", "");
            }
        }
        evidence(decision.list("evidence"));
        for (Doc objection : decision.list("objections")) {
            out.append("Objection by ").append(by(objection.at("objected"))).append(":\n\n");
            text(objection, "reason", "");
        }
        for (Doc review : decision.list("reviews")) {
            out.append("Looked at again by ").append(by(review.at("reviewed"))).append(":\n\n");
            text(review, "outcome", "");
        }
        for (Doc replaced : decision.list("replaced")) {
            out.append("Replaces **").append(line(replaced, "statement")).append("**");
            entries(replaced);
            out.append(", which was decided because:\n\n");
            text(replaced, "rationale", "");
        }
    }

    private void evidence(List<Doc> evidence) {
        for (Doc each : evidence) {
            out.append("- Evidence: ").append(line(each, "label"));
            if (each.has("link")) {
                out.append(", ").append(line(each, "link"));
            }
            out.append('\n');
        }
        if (!evidence.isEmpty()) {
            out.append('\n');
        }
    }

    private void commitments(String heading, String list, String count) {
        if (any(heading, count, list, list.equals("settled") ? "those due last" : "those due first")) {
            out.append("| Due | What | By | State | Entries |\n| --- | --- | --- | --- | --- |\n");
            for (Doc each : d.list(list)) {
                String first = each.string("originalDue/at").equals(each.string("due/at"))
                        ? ""
                        : " (first " + when.due(each.at("originalDue")) + ")";
                String which = each.flag("recurring")
                        ? " (" + each.number("occurrence") + " of " + each.number("occurrences") + ")"
                        : "";
                out.append("| ")
                        .append(String.join(
                                " | ",
                                when.due(each.at("due")) + first,
                                line(each, "title") + which,
                                side(each.string("promisor")),
                                state(each.string("state")) + (each.flag("atRisk") ? ", at risk" : ""),
                                numbers(each)))
                        .append(" |\n");
            }
            out.append('\n');
        }
    }

    private void checkpoints() {
        if (any("Checkpoints ahead", "checkpointCount", "checkpoints", "the next")) {
            for (Doc checkpoint : d.list("checkpoints")) {
                out.append("- ").append(when.due(checkpoint.at("due")));
                entries(checkpoint);
                if (checkpoint.written("agenda")) {
                    out.append(":\n\n");
                    text(checkpoint, "agenda", "  ");
                } else {
                    out.append(": a decision is looked at again\n\n");
                }
            }
        }
    }

    private void wins() {
        if (any("Wins", "winCount", "wins", "the latest")) {
            for (Doc win : d.list("wins")) {
                out.append("- **")
                        .append(line(win, "title"))
                        .append("**, ")
                        .append(state(win.string("state")))
                        .append(", named by ")
                        .append(by(win.at("celebrated")));
                entries(win);
                out.append("\n\n");
                text(win, "text", "  ");
            }
        }
    }

    private void lessons() {
        if (any("Lessons", "lessonCount", "lessons", "the latest")) {
            for (Doc lesson : d.list("lessons")) {
                out.append("- ").append(by(lesson.at("recorded")));
                entries(lesson);
                out.append(" learned:\n\n");
                text(lesson, "learned", "  ");
                out.append("  and will do differently:\n\n");
                text(lesson, "differently", "  ");
            }
        }
    }

    private void changes(Doc changes) {
        heading("What changed since entry " + changes.number("since"));
        out.append(changes.number("entryCount"))
                .append(changes.number("entryCount") == 1 ? " entry" : " entries")
                .append(" after ")
                .append(when.at(changes.string("recorded")))
                .append("\n\n");
        for (Doc item : changes.list("items")) {
            out.append("- ")
                    .append(words.label(item.string("kind")))
                    .append(name(item))
                    .append(": ")
                    .append(said.of(item));
            entries(item);
            out.append('\n');
            for (Doc text : item.list("texts")) {
                out.append("\n  ").append(words.label(text.string("field"))).append(", before:\n\n");
                text(text, "from", "  ");
                out.append("  now:\n\n");
                text(text, "to", "  ");
            }
            clauseChanges(item.at("clauses"));
        }
        if (changes.number("itemCount") > changes.list("items").size()) {
            out.append("- and ")
                    .append(changes.number("itemCount") - changes.list("items").size())
                    .append(" more\n");
        }
        out.append('\n');
    }

    /** By its title, or else by its date. */
    private String name(Doc item) {
        if (item.written("title")) {
            return " **" + line(item, "title") + "**";
        }
        return item.has("date") ? " of " + when.due(item.at("date")) : "";
    }

    private void clauseChanges(Doc clauses) {
        for (Doc added : clauses.list("added")) {
            out.append("\n  Added:\n\n");
            text(added, "text", "  ");
        }
        for (Doc removed : clauses.list("removed")) {
            out.append("\n  Removed:\n\n");
            text(removed, "text", "  ");
        }
        for (Doc reworded : clauses.list("reworded")) {
            out.append("\n  Before:\n\n");
            text(reworded, "before/text", "  ");
            out.append("  Now:\n\n");
            text(reworded, "after/text", "  ");
        }
    }

    private void heading(String heading) {
        out.append("## ").append(heading).append("\n\n");
    }

    /** The heading of a list, and what of it is shown when not all is. */
    private boolean any(String heading, String countOf, String list, String shown) {
        long count = d.number(countOf);
        if (count > 0) {
            heading(heading + " (" + count + ")");
            int size = d.list(list).size();
            if (size < count) {
                out.append("Shown: ")
                        .append(shown)
                        .append(' ')
                        .append(size)
                        .append(" of ")
                        .append(count)
                        .append("\n\n");
            }
        }
        return count > 0;
    }

    private void text(Doc doc, String field, String indent) {
        String text = doc.text(field);
        if (text != null) {
            out.append(MarkdownText.quotation(text, indent));
        } else if (doc.erased(field)) {
            out.append(indent).append(ERASED).append("\n\n");
        }
    }

    private static String line(Doc doc, String field) {
        String text = doc.text(field);
        return text == null ? ERASED : MarkdownText.line(text);
    }

    private String side(String side) {
        return ledger.mark(side) + " " + MarkdownText.line(ledger.name(side));
    }

    private String state(String state) {
        return words.state(state).word();
    }

    private String by(Doc provenance) {
        String name = provenance.text("by/name");
        String side = provenance.string("by/side");
        return Stream.of(
                        ledger.mark(side),
                        name == null ? MarkdownText.line(ledger.name(side)) : MarkdownText.line(name),
                        "(" + when.date(provenance.string("recorded")) + ")")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private void entries(Doc item) {
        String numbers = numbers(item);
        if (!numbers.isEmpty()) {
            out.append(" (entries ").append(numbers).append(')');
        }
    }

    /** Its entries, each a link. */
    private String numbers(Doc item) {
        return item.list("entries").stream()
                .map(number -> link(number.string(""), Long.parseLong(number.string(""))))
                .collect(Collectors.joining(", "));
    }

    private String entry(long number) {
        return link("entry " + number, number);
    }

    private String link(String label, long entry) {
        return "[" + label + "](" + root + "/entries/" + entry + ")";
    }
}
