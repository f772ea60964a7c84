package dev.kept.commitments.erasure;

import dev.kept.commitments.web.Texts;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which texts of an entry are to go. */
record EraseTextBody(List<String> fields, @Nullable Text reason) {

    private static final FieldType<List<String>> FIELDS = FieldType.list(100, FieldType.line(200))
            .describedAs("The texts' places in the entry's `data`, e.g. `terms/details` or `evidence/0/label`; one at"
                    + " least.");

    static EraseTextBody read(Fields fields) {
        List<String> places = fields.required("fields", FIELDS);
        List<String> distinct = fields.derive("fields", Set.of("fields"), List.of(), () -> atLeastOne(places));
        return new EraseTextBody(distinct, fields.optional("reason", Texts.TEXT));
    }

    private static List<String> atLeastOne(List<String> places) {
        if (places.isEmpty()) {
            throw new Invalid("missing", "It must name at least one text.");
        }
        return places.stream().distinct().toList();
    }
}
