package dev.kept.pages;

import dev.kept.pages.Choices.Shelf;
import dev.kept.pages.Field.Option;
import dev.kept.pages.Field.Type;
import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A form on a page: empty, prefilled, or as it came back.
 *
 * @param action where it is posted
 * @param key under which the command is recorded once, however often the form is sent
 * @param seen the last entry of the item when the page was made; null where it does not matter
 * @param words in the reader's language
 * @param choices what of the ledger can be chosen; null where there is no ledger yet
 * @param errors by the whole name of the field; several of a field in one sentence after another
 * @param notice what is wrong with the whole of it
 * @param meanwhile what was recorded since the form was made
 * @param added the row that the person has just asked for
 */
record FormView(
        Form form,
        String action,
        UUID key,
        @Nullable Long seen,
        Words words,
        String zone,
        Typed typed,
        @Nullable Choices choices,
        Map<String, String> errors,
        @Nullable String notice,
        Meanwhile meanwhile,
        @Nullable String added) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    /** Under this name the whole form has an id that links lead to. */
    static final String WHOLE = "form";

    /** What is wrong with a time, though it is one. */
    private static final Set<String> OF_A_TIME =
            Set.of("due-in-past", "occurred-in-future", "beginning-in-past", "review-passed");

    FormView(
            Form form,
            String action,
            @Nullable Long seen,
            Words words,
            String zone,
            Typed typed,
            @Nullable Choices choices) {
        this(
                form,
                action,
                UUID.randomUUID(),
                seen,
                words,
                zone,
                typed,
                choices,
                Map.of(),
                null,
                Meanwhile.NOTHING,
                null);
    }

    /**
     * Nothing typed yet.
     *
     * @param side the own party's name
     */
    static FormView fresh(
            Words words,
            Form form,
            String action,
            @Nullable Long seen,
            String side,
            String zone,
            Map<String, String> prefilled) {
        return new FormView(form.worded(words, side), action, seen, words, zone, Typed.of(prefilled), null);
    }

    /** The same with more filled in. */
    FormView filled(Map<String, String[]> more) {
        return new FormView(form, action, seen, words, zone, typed.with(more), choices);
    }

    /** The same under another title, where it stands for something else than usual. */
    FormView titled(String title) {
        Form other =
                new Form(form.operation(), form.path(), title, form.verb(), form.records(), form.goal(), form.fields());
        return new FormView(other, action, seen, words, zone, typed, choices);
    }

    /** The same, made when that was the last of what it is about. */
    FormView seeing(long last) {
        return new FormView(form, action, last, words, zone, typed, choices);
    }

    /** As it was sent, to go on with. */
    FormView with(Typed sent, UUID sentKey, @Nullable String newRow) {
        return new FormView(
                form, action, sentKey, seen, words, zone, sent, choices, Map.of(), null, Meanwhile.NOTHING, newRow);
    }

    /** As it was sent, with what the API said about it. */
    FormView refused(Typed sent, UUID sentKey, Refused refused) {
        return refused(sent, sentKey, refused, Meanwhile.NOTHING);
    }

    /** The same, with what was recorded since the form was made. */
    FormView refused(Typed sent, UUID sentKey, Refused refused, Meanwhile meanwhile) {
        FormView back = with(sent, sentKey, null);
        Map<String, String> byField = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (Doc error : refused.errors()) {
            String field = back.fieldAt(error.string("pointer"));
            if (field == null) {
                rest.add(words.problem(error));
            } else {
                byField.merge(
                        field, words.problem(error), (one, other) -> one.contains(other) ? one : one + " " + other);
            }
        }
        if (refused.errors().isEmpty()) {
            String field = back.fieldOf(refused);
            if (field == null) {
                rest.add(refused.sentence(words));
            } else {
                byField.put(field, refused.sentence(words));
            }
        }
        return new FormView(
                form,
                action,
                sentKey,
                seen,
                words,
                zone,
                sent,
                choices,
                byField,
                rest.isEmpty() ? null : String.join(" ", rest),
                meanwhile,
                null);
    }

    /** As it was sent, with what is wrong with its files. */
    FormView unfit(Typed sent, UUID sentKey, Map<String, String> files) {
        return new FormView(
                form, action, sentKey, seen, words, zone, sent, choices, files, null, Meanwhile.NOTHING, null);
    }

    public boolean hasFiles() {
        return form.fields().stream().flatMap(Field::all).anyMatch(field -> field.type() == Type.FILE);
    }

    /** What the file of a field is called; null when there is none. */
    public @Nullable String file(Field field) {
        return FormFiles.named(typed, field, words);
    }

    /** Where in the form a place in the body is; null where it is nowhere. */
    private @Nullable String fieldAt(String pointer) {
        String[] steps = (pointer.startsWith("#/") ? pointer.substring(2) : pointer).split("/");
        String time = firstOf(Field::isTime, form.fields());
        if (steps[steps.length - 1].equals("zone") && time != null) {
            return time;
        }
        if (steps[0].equals("clauses")
                && steps.length > 1
                && NUMBER.matcher(steps[1]).matches()) {
            return clause(Integer.parseInt(steps[1]));
        }
        return at(form.fields(), null, steps, 0);
    }

    private @Nullable String at(List<Field> fields, @Nullable String row, String[] steps, int from) {
        for (Field within : fields) {
            Field field = row == null ? within : within.under(row);
            String[] name = within.name().split("/");
            if (!List.of(steps)
                    .subList(from, Math.min(steps.length, from + name.length))
                    .equals(List.of(name))) {
                continue;
            }
            int next = from + name.length;
            if (field.hasRows()
                    && next < steps.length
                    && NUMBER.matcher(steps[next]).matches()) {
                List<Integer> kept = typed.kept(field);
                int index = Integer.parseInt(steps[next]);
                if (index < kept.size()) {
                    String deeper = field.name() + "/" + kept.get(index);
                    String inner = at(field.fields(), deeper, steps, next + 1);
                    return inner == null ? deeper : inner;
                }
            }
            return field.name();
        }
        return null;
    }

    /** A charter's clauses stand in the body one after the other, section by section. */
    private @Nullable String clause(int index) {
        int before = 0;
        for (Field section : form.fields()) {
            if (section.type() == Type.CLAUSES) {
                before += Typed.lines(typed.value(section.name())).size();
                if (index < before) {
                    return section.name();
                }
            }
        }
        return null;
    }

    /** What a rule refuses is told beside the field that it is about, where that is plain. */
    private @Nullable String fieldOf(Refused refused) {
        String part = refused.fact("part");
        String row = part == null ? null : fieldAt("#/" + part);
        boolean ofATime = OF_A_TIME.contains(refused.code());
        if (row == null) {
            return ofATime && part == null ? firstOf(Field::isTime, form.fields()) : null;
        }
        if (!ofATime) {
            return row;
        }
        String group = row.substring(0, row.lastIndexOf('/'));
        return form.fields().stream()
                .filter(field -> field.name().equals(group))
                .flatMap(field -> field.fields().stream())
                .filter(Field::isTime)
                .map(field -> field.under(row).name())
                .findFirst()
                .orElse(row);
    }

    private static @Nullable String firstOf(Predicate<Field> kind, List<Field> fields) {
        return fields.stream().filter(kind).map(Field::name).findFirst().orElse(null);
    }

    /** A group by its whole name; null when there is none. */
    @Nullable
    Field group(String name) {
        return group(form.fields(), null, name);
    }

    private @Nullable Field group(List<Field> fields, @Nullable String row, String name) {
        for (Field within : fields) {
            Field field = row == null ? within : within.under(row);
            if (!field.hasRows()) {
                continue;
            }
            if (field.name().equals(name)) {
                return field;
            }
            if (name.startsWith(field.name() + "/")) {
                String number = name.substring(field.name().length() + 1).split("/")[0];
                return group(field.fields(), field.name() + "/" + number, name);
            }
        }
        return null;
    }

    /** Several forms may stand on a page. */
    public String id() {
        return id(WHOLE);
    }

    public String id(String name) {
        return id(form.operation(), action, name);
    }

    /** Of a part of the form that is sent there: the same on each page that it stands on. */
    static String id(String operation, String action, String name) {
        return operation + "-" + Integer.toHexString(action.hashCode()) + "-" + name.replace('/', '-');
    }

    public String value(String name) {
        return typed.value(name);
    }

    public boolean chosen(String name, String value) {
        return typed.values(name).contains(value)
                || (value.isEmpty() && typed.value(name).isEmpty());
    }

    public @Nullable String error(String name) {
        return errors.get(name);
    }

    /** As the summary names a field: its label without the question mark, and of a row which one. */
    public String labelOf(String name) {
        List<String> labels = new ArrayList<>();
        label(form.fields(), null, name, labels);
        return labels.isEmpty() ? name : String.join(", ", labels);
    }

    private static void label(List<Field> fields, @Nullable String row, String name, List<String> labels) {
        for (Field within : fields) {
            Field field = row == null ? within : within.under(row);
            if (field.name().equals(name)) {
                labels.add(
                        field.label().endsWith("?")
                                ? field.label().substring(0, field.label().length() - 1)
                                : field.label());
            } else if (field.hasRows() && name.startsWith(field.name() + "/")) {
                String number = name.substring(field.name().length() + 1).split("/")[0];
                labels.add(field.one() + " " + (Integer.parseInt(number) + 1));
                label(field.fields(), field.name() + "/" + number, name, labels);
            }
        }
    }

    public boolean failed() {
        return notice != null || !errors.isEmpty();
    }

    /** The rows of a group, by their whole names. */
    public List<String> rows(Field group) {
        return IntStream.range(0, typed.rows(group))
                .mapToObj(row -> group.name() + "/" + row)
                .toList();
    }

    public int count(Field group) {
        return typed.rows(group);
    }

    public boolean full(Field group) {
        return typed.rows(group) >= Typed.MOST_ROWS;
    }

    /** What has to be said in a row. */
    public List<Field> needed(Field group, String row) {
        return inner(group, row, Field::required);
    }

    /** What may be said in a row beside that. */
    public List<Field> more(Field group, String row) {
        return inner(group, row, field -> !field.required());
    }

    public List<Field> within(Field group, String row) {
        return inner(group, row, field -> true);
    }

    private static List<Field> inner(Field group, String row, Predicate<Field> which) {
        return group.fields().stream()
                .filter(which)
                .map(field -> field.under(row))
                .toList();
    }

    /** Whether something of it was said, or is wrong: then it is shown at once. */
    public boolean open(List<Field> fields) {
        return fields.stream()
                .anyMatch(field -> errors.keySet().stream().anyMatch(name -> name.startsWith(field.name()))
                        || (field.type() != Type.CHOICE && !value(field.name()).isBlank())
                        || (field.hasRows() && !typed.kept(field).isEmpty()));
    }

    /** Whether a field is the first of the row that the person has just asked for. */
    public boolean begins(Field field) {
        if (added == null || !field.name().startsWith(added + "/")) {
            return false;
        }
        Field group = group(added.substring(0, added.lastIndexOf('/')));
        return group != null && group.fields().getFirst().under(added).name().equals(field.name());
    }

    /** All times of a form are meant in one zone: it is said with the first of them. */
    public boolean tellsZone(Field field) {
        return field.name().equals(firstOf(Field::isTime, form.fields()));
    }

    public boolean hasWords() {
        return form.fields().stream().flatMap(Field::all).anyMatch(Field::holdsWords);
    }

    public List<Option> toneLanguages() {
        return ToneHints.LANGUAGES;
    }

    public boolean hasRows() {
        return form.fields().stream().flatMap(Field::all).anyMatch(Field::hasRows);
    }

    public List<Shelf> shelves(Field field) {
        if (field.from().isEmpty()) {
            return field.options().isEmpty() ? List.of() : List.of(new Shelf(field.label(), field.options()));
        }
        return choices == null ? List.of() : choices.from(field.from());
    }

    /** What a choice is between; a side by its mark and its name, where there is a ledger that names it. */
    public List<Option> options(Field field) {
        return choices == null
                ? field.options()
                : field.options().stream().map(choices::named).toList();
    }

    public List<Option> units() {
        return CadenceFields.units(words);
    }

    public List<Option> days() {
        return CadenceFields.days(words);
    }

    /** Whether it can be kept as a draft: what is written in a ledger. */
    public boolean draftable() {
        return action.startsWith("/ledgers/") && action.contains("/write/");
    }

    public String records() {
        return form.records();
    }

    public @Nullable String describedBy(Field field) {
        List<String> ids = new ArrayList<>();
        if (field.help() != null) {
            ids.add(id(field.name()) + "-help");
        }
        if (error(field.name()) != null) {
            ids.add(id(field.name()) + "-error");
        }
        return ids.isEmpty() ? null : String.join(" ", ids);
    }

    /** Those that can be chosen, and the one that was. */
    public List<String> zones() {
        return ChosenZones.with(zoneTyped());
    }

    public String zoneTyped() {
        String sent = typed.value("zone");
        return sent.isEmpty() ? zone : sent;
    }
}
