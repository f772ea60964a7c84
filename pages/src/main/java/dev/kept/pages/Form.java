package dev.kept.pages;

import java.util.List;

/**
 * A command as people give it.
 *
 * @param operation the API's operation id
 * @param path of the command below the ledger; {@code {item}} and {@code {part}} stand for ids
 * @param title what the person is about to do
 * @param verb on the button
 * @param records what will stand in the record, said before it does; {@code {side}} stands for the own party's name
 * @param goal where it leads, below the ledger; {@code {id}} stands for what was created, {@code {item}} for what it is about
 */
record Form(String operation, String path, String title, String verb, String records, String goal, List<Field> fields) {

    Form {
        fields = List.copyOf(fields);
    }

    static Form of(
            String operation, String path, String title, String verb, String records, String goal, Field... fields) {
        return new Form(operation, path, title, verb, records, goal, List.of(fields));
    }
}
