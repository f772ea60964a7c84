package dev.kept.endtoend.crash;

import java.util.Arrays;
import java.util.List;

/** Where between two steps Kept ends, as if killed there: each leaves something half done that the next start has to see to. */
enum CrashPoint {
    BEFORE_ENTRIES_ARE_COMMITTED("before", "", "INSERT INTO commitments\\.entry", 60),
    AFTER_ENTRIES_ARE_COMMITTED_AND_BEFORE_THE_ANSWER("after", "", "INSERT INTO commitments\\.entry", 60),
    BEFORE_KAFKA_COMMITS_ENTRIES("before", "^relay$", "KafkaProducer", 15),
    AFTER_KAFKA_COMMITTED_ENTRIES_AND_BEFORE_ANYTHING_IS_SAVED("after", "^relay$", "KafkaProducer", 15),
    BETWEEN_WHAT_KAFKA_HAS_AND_THE_RELAYS_POSITION(
            "before", "^relay$", "INSERT INTO commitments\\.reader_position", 15),
    BETWEEN_THE_RELEASE_OF_A_DRAFT_AND_ITS_DELETION("before", "", "DELETE FROM commitments\\.draft ", 3),
    BEFORE_AN_ERASED_TEXT_IS_DELETED("before", "^relay$", "DELETE FROM commitments\\.disclosure", 2),
    BETWEEN_THE_DELETION_OF_A_TEXT_AND_WHAT_KAFKA_IS_SENT(
            "after", "^relay$", "DELETE FROM commitments\\.disclosure", 2),
    BEFORE_A_SIGNED_HEAD_IS_STORED("before", "", "INSERT INTO commitments\\.tree_head", 6),
    BETWEEN_STORING_A_HEAD_AND_PUBLISHING_IT("after", "", "INSERT INTO commitments\\.tree_head", 6),
    AFTER_KAFKA_COMMITTED_HEADS("after", "^notary$", "KafkaProducer", 6),
    IN_THE_MIDDLE_OF_A_BATCH_OF_THE_READ_SIDE("after", "", "insert into entry \\(", 10),
    BETWEEN_THE_MAIL_SERVERS_YES_AND_NOTING_IT("before", "^reminders$", "update reminder_mail set state = 'SENT'", 1),
    BEFORE_A_REBUILD_SWAPS("before", "", "(?i)alter schema \\S+ rename", 1),
    BEFORE_THE_READ_SIDE_COMMITS("before", "projections", "COMMIT", 10);

    private final String when;
    private final String thread;
    private final String what;
    private final int mostPassed;

    CrashPoint(String when, String thread, String what, int mostPassed) {
        this.when = when;
        this.thread = thread;
        this.what = what;
        this.mostPassed = mostPassed;
    }

    /** Those that Kept comes by under the load; others have a fault of their own, which sees to it that they are reached. */
    static List<CrashPoint> underLoad() {
        return Arrays.stream(values())
                .filter(point -> point != BEFORE_A_REBUILD_SWAPS && point != BETWEEN_THE_MAIL_SERVERS_YES_AND_NOTING_IT)
                .toList();
    }

    /** How often it is passed at most before Kept ends there. */
    int mostPassed() {
        return mostPassed;
    }

    /** What tells {@link Agent} to end a JVM there when it comes by for that time. */
    String at(int time) {
        return "point;" + String.join(";", when, thread, what, Integer.toString(time));
    }
}
