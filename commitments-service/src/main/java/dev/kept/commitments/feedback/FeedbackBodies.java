package dev.kept.commitments.feedback;

import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Text;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;

/** What is posted about feedback. */
final class FeedbackBodies {

    private FeedbackBodies() {}

    record AskFeedbackBody(Text question, List<UUID> about) {
        static AskFeedbackBody read(Fields fields) {
            return new AskFeedbackBody(
                    fields.required("question", Texts.TEXT), fields.otherwise("about", Lists.ITEMS, List.of()));
        }
    }

    record GiveFeedbackBody(Text text) {
        static GiveFeedbackBody read(Fields fields) {
            return new GiveFeedbackBody(fields.required("text", Texts.TEXT));
        }
    }

    record ActOnFeedbackBody(Text text, List<UUID> links) {
        static ActOnFeedbackBody read(Fields fields) {
            return new ActOnFeedbackBody(
                    fields.required("text", Texts.TEXT),
                    fields.required(
                            "links", Lists.ITEMS.describedAs("At least one id of an item that shows what was done.")));
        }
    }
}
