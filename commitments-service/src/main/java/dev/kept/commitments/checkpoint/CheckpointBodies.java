package dev.kept.commitments.checkpoint;

import dev.kept.commitments.commitment.NestedCommitments;
import dev.kept.commitments.decision.NestedDecisions;
import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is posted about a checkpoint. */
final class CheckpointBodies {

    private CheckpointBodies() {}

    /** @param about items to be looked at */
    record ScheduleCheckpointBody(Due due, Text agenda, List<UUID> about) {
        static ScheduleCheckpointBody read(Fields fields) {
            return new ScheduleCheckpointBody(
                    Dues.required(fields, "due"),
                    fields.required("agenda", Texts.TEXT),
                    fields.otherwise(
                            "about",
                            Lists.ITEMS.describedAs("What is to be looked at: items of the ledger."),
                            List.of()));
        }
    }

    record RescheduleCheckpointBody(Due due, @Nullable Text reason) {
        static RescheduleCheckpointBody read(Fields fields) {
            return new RescheduleCheckpointBody(Dues.required(fields, "due"), fields.optional("reason", Texts.TEXT));
        }
    }

    record HoldCheckpointBody(
            Due occurred, List<Text> outcomes, NestedCommitments commitments, NestedDecisions decisions) {

        private static final FieldType<List<Text>> OUTCOMES = FieldType.list(20, Texts.TEXT);

        static HoldCheckpointBody read(Fields fields) {
            return new HoldCheckpointBody(
                    Dues.required(fields, "occurred"),
                    fields.required("outcomes", OUTCOMES.describedAs("What came of it, one by one.")),
                    NestedCommitments.read(fields),
                    NestedDecisions.read(fields));
        }
    }
}
