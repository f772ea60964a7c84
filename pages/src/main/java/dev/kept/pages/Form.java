package dev.kept.pages;

import dev.kept.wording.Words;
import java.util.List;

/**
 * A command as people give it. Its words are the messages {@code form.<operation>.title}, {@code .verb} and {@code .records}, see
 * {@link #worded}.
 *
 * @param operation the API's operation id
 * @param path of the command below the ledger; {@code {item}} and {@code {part}} stand for ids
 * @param title what the person is about to do; empty until it is worded, as all words are
 * @param verb on the button
 * @param records what will stand in the record, said before it does
 * @param goal where it leads, below the ledger; {@code {id}} stands for what was created, {@code {item}} for what it is about
 */
record Form(String operation, String path, String title, String verb, String records, String goal, List<Field> fields) {

    Form {
        fields = List.copyOf(fields);
    }

    static Form of(String operation, String path, String goal, Field... fields) {
        return of(operation, path, goal, List.of(fields));
    }

    static Form of(String operation, String path, String goal, List<Field> fields) {
        return new Form(operation, path, "", "", "", goal, fields);
    }

    /** What it is called. */
    static String title(Words words, String operation) {
        return words.text("form." + operation + ".title");
    }

    /**
     * The same in a language.
     *
     * @param side the own party's name
     */
    Form worded(Words words, String side) {
        String records = "form." + operation + ".records";
        return new Form(
                operation,
                path,
                title(words, operation),
                words.text("form." + operation + ".verb"),
                words.messages().has(records) ? words.text(records, side) : "",
                goal,
                fields.stream().map(field -> field.worded(words, operation)).toList());
    }
}
