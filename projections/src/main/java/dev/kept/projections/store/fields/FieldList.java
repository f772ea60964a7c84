package dev.kept.projections.store.fields;

import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.EvidenceFile;
import dev.kept.events.Side;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.projections.store.fields.EntryField.Code;
import dev.kept.projections.store.fields.EntryField.Day;
import dev.kept.projections.store.fields.EntryField.Entries;
import dev.kept.projections.store.fields.EntryField.Link;
import dev.kept.projections.store.fields.EntryField.LinkedFile;
import dev.kept.projections.store.fields.EntryField.Quantity;
import dev.kept.projections.store.fields.EntryField.Reference;
import dev.kept.projections.store.fields.EntryField.Rule;
import dev.kept.projections.store.fields.EntryField.Time;
import dev.kept.projections.store.fields.EntryField.Unit;
import dev.kept.projections.store.fields.EntryField.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects an entry's fields in order. What is null adds nothing. */
public final class FieldList {

    /** The kind under which people are referred to. */
    private static final String PERSON = "person";

    private final ReferenceTitles titles;
    private final List<EntryField> fields = new ArrayList<>();

    public FieldList(ReferenceTitles titles) {
        this.titles = titles;
    }

    public List<EntryField> fields() {
        return List.copyOf(fields);
    }

    public FieldList text(String name, @Nullable Text text) {
        if (text != null) {
            fields.add(new Words(name, text));
        }
        return this;
    }

    public FieldList texts(String name, List<Text> texts) {
        texts.forEach(text -> text(name, text));
        return this;
    }

    /** A day where it was given as a plain date, else an instant. */
    public FieldList due(String name, @Nullable Due due) {
        if (due != null) {
            fields.add(due.day()
                    .<EntryField>map(day -> new Day(name, day, due.zone(), due.at()))
                    .orElseGet(() -> new Time(name, due.at(), due.zone())));
        }
        return this;
    }

    public FieldList instant(String name, Instant at) {
        fields.add(new Time(name, at, null));
        return this;
    }

    public FieldList number(String name, @Nullable Integer number, Unit unit) {
        if (number != null) {
            fields.add(new Quantity(name, number, unit));
        }
        return this;
    }

    /** Which time of something that may recur. */
    public FieldList occurrence(int number) {
        return number("occurrence", number, Unit.ONE);
    }

    public FieldList evidence(List<Evidence> evidence) {
        for (int i = 0; i < evidence.size(); i++) {
            Evidence each = evidence.get(i);
            fields.add(new Link("evidence", each.label(), each.link(), file(i, each.file())));
        }
        return this;
    }

    private static @Nullable LinkedFile file(int number, @Nullable EvidenceFile file) {
        return file == null ? null : new LinkedFile(number, file.size(), file.mediaType(), file.name(), file.sha256());
    }

    public FieldList code(String name, CodeList list, @Nullable Enum<?> code) {
        return code == null ? this : code(name, list, code.name());
    }

    public FieldList code(String name, CodeList list, String code) {
        fields.add(new Code(name, list, code));
        return this;
    }

    public FieldList side(String name, @Nullable Side side) {
        return code(name, CodeList.SIDE, side);
    }

    public FieldList monitor(@Nullable Monitor monitor) {
        return code("monitor", CodeList.MONITOR, monitor);
    }

    public FieldList yesNo(String name, boolean yes) {
        return code(name, CodeList.YES_NO, yes ? "yes" : "no");
    }

    public FieldList rule(String name, String rule, String zone, int times) {
        fields.add(new Rule(name, rule, zone, times));
        return this;
    }

    public FieldList entries(String name, long from, long to) {
        fields.add(new Entries(name, from, to));
        return this;
    }

    public FieldList item(String name, @Nullable UUID id) {
        if (id != null) {
            ReferenceTitles.Named named = titles.named(id);
            fields.add(
                    new Reference(name, named == null ? null : named.kind(), id, named == null ? null : named.title()));
        }
        return this;
    }

    public FieldList items(String name, List<UUID> ids) {
        ids.forEach(id -> item(name, id));
        return this;
    }

    /** @param name as it is known now; null for somebody the ledger does not know */
    public FieldList person(String field, UUID id) {
        fields.add(new Reference(field, PERSON, id, titles.person(id)));
        return this;
    }
}
