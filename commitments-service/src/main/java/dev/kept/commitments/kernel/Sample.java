package dev.kept.commitments.kernel;

import dev.kept.events.Due;
import dev.kept.events.Text;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;

/** What probes are filled with: values that no rule has anything against. */
public final class Sample {

    /** The id of something new: no item ever has it, because ids are random. */
    public static final UUID NEW_ID = new UUID(0, 0);

    public static final Text TEXT = Text.of("text");

    private Sample() {}

    /** A date that has not passed. */
    public static Due ahead(Issue issue) {
        return new Due(issue.at().plus(Duration.ofDays(1)), ZoneOffset.UTC.getId());
    }

    /** A date that has passed. */
    public static Due past(Issue issue) {
        return new Due(issue.at(), ZoneOffset.UTC.getId());
    }
}
