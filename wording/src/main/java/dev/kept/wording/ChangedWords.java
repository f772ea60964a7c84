package dev.kept.wording;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells in a few words what became of an item that changed from one point to another, without any text of a person. */
public record ChangedWords(Words words, When when) {

    public String of(Doc item) {
        List<String> said = new ArrayList<>();
        if (item.string("what").equals("new")) {
            said.add(words.text("changed.new", state(item.text("to"))));
        }
        if (item.has("from")) {
            said.add(words.text("changed.state", state(item.text("from")), state(item.text("to"))));
        }
        if (item.has("due")) {
            said.add(words.text("changed.due", when.due(item.at("due/from")), when.due(item.at("due/to"))));
        }
        for (Doc occurrence : item.list("occurrences")) {
            said.add(occurrence(occurrence));
        }
        if (item.has("clauses")) {
            said.add(words.text("changed.version", item.number("clauses/from"), item.number("clauses/to")));
        }
        if (!item.list("texts").isEmpty()) {
            said.add(words.text("changed.texts"));
        }
        if (item.has("replacedBy")) {
            said.add(words.text("changed.replaced"));
        }
        return said.isEmpty() ? words.text("changed.more") : String.join("; ", said);
    }

    private String occurrence(Doc occurrence) {
        long number = occurrence.number("occurrence");
        String from = occurrence.string("from");
        String to = occurrence.string("to");
        boolean moved = occurrence.has("due");
        Object[] facts = {
            number,
            state(from),
            state(to),
            moved ? when.due(occurrence.at("due/from")) : "",
            moved ? when.due(occurrence.at("due/to")) : ""
        };
        if (from.equals(to)) {
            return words.text(moved ? "changed.occurrence.due" : "changed.occurrence", facts);
        }
        return words.text(moved ? "changed.occurrence.both" : "changed.occurrence.state", facts);
    }

    private String state(@Nullable String name) {
        return words.state(name).word();
    }
}
