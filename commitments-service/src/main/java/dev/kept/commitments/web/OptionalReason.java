package dev.kept.commitments.web;

import dev.kept.events.Text;
import dev.kept.http.Fields;
import org.jspecify.annotations.Nullable;

/** Why, for those who want to say. */
public record OptionalReason(@Nullable Text reason) {

    static OptionalReason read(Fields fields) {
        return new OptionalReason(fields.optional("reason", Texts.TEXT));
    }
}
