package dev.kept.commitments.mediation;

import dev.kept.commitments.web.Texts;
import dev.kept.events.Text;
import dev.kept.http.Fields;
import org.jspecify.annotations.Nullable;

/** What is posted to propose a mediator. */
record ProposeMediatorBody(Text mediatorName, @Nullable Text reason) {

    static ProposeMediatorBody read(Fields fields) {
        return new ProposeMediatorBody(
                fields.required("mediatorName", Texts.TITLE), fields.optional("reason", Texts.TEXT));
    }
}
