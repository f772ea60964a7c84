package dev.kept.projections.views.document;

import dev.kept.projections.views.markdown.MarkdownText;
import dev.kept.wording.ChangedWords;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document as Markdown (CommonMark with tables). */
final class MarkdownDocument {

    private static final List<String> SECTIONS =
            List.of("GOALS", "ROLES", "BOUNDARIES", "EXPECTATIONS", "DECISIONS", "CONTACT");

    private final StringBuilder out = new StringBuilder();
    private final Doc d;
    private final Ledger ledger;
    private final Words words;
    private final When when;
    private final ChangedWords changeWords;
    private final String root;
    private final String erased;

    /** @param root where Kept is reached; empty when nobody said */
    MarkdownDocument(Doc document, Ledger ledger, Words words, When when, String root) {
        this.d = document;
        this.ledger = ledger;
        this.words = words;
        this.when = when;
        this.changeWords = new ChangedWords(words, when);
        this.root = root + ledger.path();
        this.erased = "*(" + words.text("document.text-erased") + ")*";
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
        commitments("commitments", "commitmentCount");
        commitments("settled", "settledCount");
        checkpoints();
        wins();
        lessons();
        return out.toString();
    }

    private void head() {
        out.append("# ").append(line(d, "title")).append("\n\n");
        out.append(side("A")).append(" & ").append(side("B")).append("  \n");
        out.append(said("document.opened", when.date(d.string("opened"))));
        if (d.has("mediator")) {
            out.append(' ')
                    .append(said(
                            "document.mediated-by", withEntries(line(d, "mediator/person/name"), d.at("mediator"))));
        }
        if (d.has("closed")) {
            out.append(' ').append(said("document.closed", when.date(d.string("closed/recorded"))));
        }
        out.append("  \n")
                .append(said("document.as-of", entry(d.number("head")), when.at(d.string("recorded"))))
                .append(' ')
                .append(said("document.times", when.zone()))
                .append("\n\n");
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
        heading(said("document.charter", charter.number("version")));
        out.append(withEntries(said("document.both-agreed", when.date(charter.string("agreed/recorded"))), charter))
                .append("\n\n");
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
        if (any("concerns", "concernCount")) {
            for (Doc concern : d.list("concerns")) {
                out.append("- ")
                        .append(named(concern, "title"))
                        .append(", ")
                        .append(state(concern.string("state")))
                        .append(". ")
                        .append(withEntries(said("document.raised-by", by(concern.at("raised"))), concern))
                        .append('\n');
            }
            out.append('\n');
        }
    }

    private void decisions() {
        if (any("decisions", "decisionCount")) {
            d.list("decisions").forEach(this::decision);
        }
    }

    private void decision(Doc decision) {
        out.append("### ").append(line(decision, "statement")).append("\n\n");
        List<String> course = new ArrayList<>();
        course.add(said("document.put-forward-by", by(decision.at("proposed"))));
        if (decision.has("agreed")) {
            course.add(said("document.agreed-by", by(decision.at("agreed"))));
        }
        if (decision.has("nextReview")) {
            course.add(said("document.next-review", when.due(decision.at("nextReview/at"))));
        }
        out.append(withEntries(String.join(" ", course), decision)).append("\n\n");
        labelled(words.label("rationale"), decision, "rationale", "");
        for (Doc other : decision.list("alternatives")) {
            labelled(words.label("alternative"), other, "text", "");
            if (other.written("whyNot")) {
                labelled(words.label("whyNot"), other, "whyNot", "");
            }
        }
        evidence(decision.list("evidence"));
        for (Doc objection : decision.list("objections")) {
            labelled(said("document.objection-by", by(objection.at("objected"))), objection, "reason", "");
        }
        for (Doc review : decision.list("reviews")) {
            labelled(said("document.reviewed-by", by(review.at("reviewed"))), review, "outcome", "");
        }
        for (Doc replaced : decision.list("replaced")) {
            out.append(said("document.replaces", withEntries(named(replaced, "statement"), replaced)))
                    .append("\n\n");
            text(replaced, "rationale", "");
        }
    }

    private void evidence(List<Doc> evidence) {
        for (Doc each : evidence) {
            out.append("- ").append(words.label("evidence")).append(": ").append(line(each, "label"));
            if (each.has("link")) {
                out.append(", ").append(line(each, "link"));
            }
            if (each.has("file")) {
                out.append(", ")
                        .append(line(each, "file/name"))
                        .append(" (%s, %s)"
                                .formatted(
                                        MarkdownText.line(each.string("file/mediaType")),
                                        words.size(each.number("file/size"))));
            }
            out.append('\n');
        }
        if (!evidence.isEmpty()) {
            out.append('\n');
        }
    }

    private void commitments(String list, String count) {
        if (any(list, count)) {
            String head = Stream.of("due", "what", "by", "state", "entries")
                    .map(column -> said("document.table." + column))
                    .collect(Collectors.joining(" | ", "| ", " |"));
            out.append(head).append("\n| --- | --- | --- | --- | --- |\n");
            for (Doc each : d.list(list)) {
                String first = each.string("originalDue/at").equals(each.string("due/at"))
                        ? ""
                        : " (" + said("document.first-due", when.due(each.at("originalDue"))) + ")";
                String which = each.flag("recurring")
                        ? " (" + said("document.occurrence", each.number("occurrence"), each.number("occurrences"))
                                + ")"
                        : "";
                String risk = each.flag("atRisk") ? ", " + said("document.at-risk") : "";
                out.append("| ")
                        .append(String.join(
                                " | ",
                                when.due(each.at("due")) + first,
                                line(each, "title") + which,
                                side(each.string("promisor")),
                                state(each.string("state")) + risk,
                                numbers(each)))
                        .append(" |\n");
            }
            out.append('\n');
        }
    }

    private void checkpoints() {
        if (any("checkpoints", "checkpointCount")) {
            for (Doc checkpoint : d.list("checkpoints")) {
                out.append("- ").append(withEntries(when.due(checkpoint.at("due")), checkpoint));
                if (checkpoint.written("agenda")) {
                    out.append(":\n\n");
                    text(checkpoint, "agenda", "  ");
                } else {
                    out.append(": ").append(said("document.decision-again")).append("\n\n");
                }
            }
        }
    }

    private void wins() {
        if (any("wins", "winCount")) {
            for (Doc win : d.list("wins")) {
                out.append("- ")
                        .append(named(win, "title"))
                        .append(", ")
                        .append(state(win.string("state")))
                        .append(". ")
                        .append(withEntries(said("document.named-by", by(win.at("celebrated"))), win))
                        .append("\n\n");
                text(win, "text", "  ");
            }
        }
    }

    private void lessons() {
        if (any("lessons", "lessonCount")) {
            for (Doc lesson : d.list("lessons")) {
                out.append("- ")
                        .append(said("document.learned", withEntries(by(lesson.at("recorded")), lesson)))
                        .append("\n\n");
                text(lesson, "learned", "  ");
                labelled("  " + words.label("differently"), lesson, "differently", "  ");
            }
        }
    }

    private void changes(Doc changes) {
        heading(said("document.changes", said("document.entry", changes.number("since"))));
        out.append(said(
                        "document.changes.after",
                        said("document.changes.count", changes.number("entryCount")),
                        when.at(changes.string("recorded"))))
                .append("\n\n");
        for (Doc item : changes.list("items")) {
            out.append("- ")
                    .append(withEntries(changed(item) + ": " + changeWords.of(item), item))
                    .append('\n');
            for (Doc text : item.list("texts")) {
                out.append('\n');
                labelled("  " + said("document.changes.before", words.label(text.string("field"))), text, "from", "  ");
                labelled("  " + said("document.changes.now"), text, "to", "  ");
            }
            clauseChanges(item.at("clauses"));
        }
        long more = changes.number("itemCount") - changes.list("items").size();
        if (more > 0) {
            out.append("- ").append(said("document.changes.more", more)).append('\n');
        }
        out.append('\n');
    }

    /** By its title, or else by its date. */
    private String changed(Doc item) {
        String kind = words.label(item.string("kind"));
        if (item.written("title")) {
            return kind + " " + named(item, "title");
        }
        return item.has("date") ? said("document.changes.dated", kind, when.due(item.at("date"))) : kind;
    }

    private void clauseChanges(Doc clauses) {
        for (Doc added : clauses.list("added")) {
            out.append('\n');
            labelled("  " + said("document.changes.added"), added, "text", "  ");
        }
        for (Doc removed : clauses.list("removed")) {
            out.append('\n');
            labelled("  " + said("document.changes.removed"), removed, "text", "  ");
        }
        for (Doc reworded : clauses.list("reworded")) {
            out.append('\n');
            labelled("  " + said("document.changes.reworded-before"), reworded, "before/text", "  ");
            labelled("  " + said("document.changes.reworded-now"), reworded, "after/text", "  ");
        }
    }

    private void heading(String heading) {
        out.append("## ").append(heading).append("\n\n");
    }

    /** The heading of a list, and what of it is shown when not all is. */
    private boolean any(String list, String countOf) {
        long count = d.number(countOf);
        if (count > 0) {
            heading(said("document." + list, count));
            int size = d.list(list).size();
            if (size < count) {
                out.append(said("document.shown." + list, size, count)).append("\n\n");
            }
        }
        return count > 0;
    }

    private void labelled(String label, Doc doc, String field, String indent) {
        out.append(label).append(":\n\n");
        text(doc, field, indent);
    }

    private void text(Doc doc, String field, String indent) {
        String text = doc.text(field);
        if (text != null) {
            out.append(MarkdownText.quotation(text, indent));
        } else if (doc.erased(field)) {
            out.append(indent).append(erased).append("\n\n");
        }
    }

    private String said(String key, Object... arguments) {
        return words.text(key, arguments);
    }

    private String line(Doc doc, String field) {
        String text = doc.text(field);
        return text == null ? erased : MarkdownText.line(text);
    }

    private String named(Doc doc, String field) {
        return "**" + line(doc, field) + "**";
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

    /** What is said of an item, and the entries about it. */
    private String withEntries(String said, Doc item) {
        int entries = item.list("entries").size();
        return entries == 0 ? said : said("document.with-entries", said, entries, numbers(item));
    }

    /** Its entries, each a link. */
    private String numbers(Doc item) {
        return item.list("entries").stream()
                .map(number -> link(number.string(""), Long.parseLong(number.string(""))))
                .collect(Collectors.joining(", "));
    }

    private String entry(long number) {
        return link(said("document.entry", number), number);
    }

    private String link(String label, long entry) {
        return "[" + label + "](" + root + "/entries/" + entry + ")";
    }
}
