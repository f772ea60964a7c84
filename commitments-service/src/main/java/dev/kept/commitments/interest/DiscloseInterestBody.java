package dev.kept.commitments.interest;

import dev.kept.commitments.web.Texts;
import dev.kept.events.Text;
import dev.kept.http.Fields;

/** What is posted to disclose an interest. */
record DiscloseInterestBody(Text text) {

    static DiscloseInterestBody read(Fields fields) {
        return new DiscloseInterestBody(fields.required("text", Texts.TEXT));
    }
}
