package dev.kept.commitments.checkpoint;

import dev.kept.commitments.checkpoint.CheckpointBodies.ScheduleCheckpointBody;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.kernel.Part;
import dev.kept.commitments.web.PartIds;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Checkpoints scheduled within a larger body. */
public final class NestedCheckpoints {

    private static final int MAX = 20;
    private static final String NAME = "checkpoints";

    private final List<ScheduleCheckpointBody> all;

    private NestedCheckpoints(List<ScheduleCheckpointBody> all) {
        this.all = all;
    }

    /** Reads the field {@code checkpoints}, up to 20. */
    public static NestedCheckpoints read(Fields fields) {
        return new NestedCheckpoints(fields.otherwise(
                NAME,
                FieldType.list(MAX, FieldType.object("ScheduleCheckpointBody", ScheduleCheckpointBody::read))
                        .describedAs("Dates at which you will look at something again."),
                List.of()));
    }

    /** @param whole the id that the command was given */
    public List<Part<CheckpointSlice>> parts(UUID ledger, UUID whole) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> {
                    String place = NAME + "/" + i;
                    ScheduleCheckpointBody body = all.get(i);
                    return new Part<>(
                            place,
                            new ScheduleCheckpoint(
                                    ledger, PartIds.of(whole, place), body.due(), body.agenda(), body.about()));
                })
                .toList();
    }
}
