package dev.kept.wording;

import java.util.ArrayList;
import java.util.List;

/** Tells in a few words what became of an item that changed from one point to another, without any text of a person. */
public record ChangedWords(Words words, When when) {

    public String of(Doc item) {
        List<String> said = new ArrayList<>();
        String what = item.string("what");
        if (what.equals("new")) {
            said.add("new, " + words.state(item.text("to")).word());
        }
        if (item.has("from")) {
            said.add("from " + words.state(item.text("from")).word() + " to "
                    + words.state(item.text("to")).word());
        }
        if (item.has("due")) {
            said.add("date moved from " + when.due(item.at("due/from")) + " to " + when.due(item.at("due/to")));
        }
        for (Doc occurrence : item.list("occurrences")) {
            said.add(occurrence(occurrence));
        }
        if (item.has("clauses")) {
            said.add("from version " + item.number("clauses/from") + " to version " + item.number("clauses/to"));
        }
        if (!item.list("texts").isEmpty()) {
            said.add("worded anew");
        }
        if (item.has("replacedBy")) {
            said.add("replaced by a later decision");
        }
        return said.isEmpty() ? "more was recorded about it" : String.join("; ", said);
    }

    private String occurrence(Doc occurrence) {
        StringBuilder said = new StringBuilder("no. ").append(occurrence.number("occurrence"));
        String from = occurrence.string("from");
        String to = occurrence.string("to");
        if (!from.equals(to)) {
            said.append(" from ")
                    .append(words.state(from).word())
                    .append(" to ")
                    .append(words.state(to).word());
        }
        if (occurrence.has("due")) {
            said.append(" moved from ")
                    .append(when.due(occurrence.at("due/from")))
                    .append(" to ")
                    .append(when.due(occurrence.at("due/to")));
        }
        return said.toString();
    }
}
