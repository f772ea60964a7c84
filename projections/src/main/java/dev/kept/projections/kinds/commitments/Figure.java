package dev.kept.projections.kinds.commitments;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.projections.kinds.commitments.Standing.Line;
import dev.kept.projections.kinds.commitments.Standing.Notice;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A number of the dashboard, and which occurrences it counts. Its wire name is the number's path in the dashboard's answer, so that
 * whoever reads a number can list what stands behind it.
 */
public enum Figure {
    KEPT("kept"),
    KEPT_LATE("keptLate"),
    MISSED("missed"),
    OPEN("open"),
    AWAITING_CONFIRMATION("awaitingConfirmation"),
    DISPUTED("disputed"),
    EXCUSED("excused"),
    RELEASED("released"),
    WITHDRAWN("withdrawn"),
    /** Kept on time, against the last agreed due. */
    AGREED_KEPT("keptOnAgreedDates.count"),
    /** Kept on time, and everything that was not delivered when its due passed unless it was excused, released or withdrawn. */
    AGREED("keptOnAgreedDates.of"),
    /** Of the next, those delivered by their first due. */
    ORIGINAL_KEPT("keptOnOriginalDates.count"),
    /** The same against the first due, once that has come; open or not. */
    ORIGINAL("keptOnOriginalDates.of"),
    /** Of the next, those announced before the due they are about. */
    ANNOUNCED("notice.count"),
    /** Misses, excused ones as well, and accepted renegotiations; an occurrence may have several. */
    NOTICES("notice.of");

    private final String wireName;

    Figure(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The figure of a wire name; empty when there is none of that name. */
    public static Optional<Figure> named(String wireName) {
        for (Figure figure : values()) {
            if (figure.wireName.equals(wireName)) {
                return Optional.of(figure);
            }
        }
        return Optional.empty();
    }

    /** Takes a count: one more of a figure, in the week of a due. */
    @FunctionalInterface
    public interface Count {
        void one(Line occurrence, Figure figure, Instant due);
    }

    /**
     * Counts each occurrence of a commitment into every figure it belongs to. A request is no promise: it counts nowhere, whatever
     * became of it.
     *
     * @param asOf which dues have come: what is open then is missed, whether an entry says so yet or not
     */
    public static void count(Standing commitment, Instant asOf, Count count) {
        if (commitment.agreed()) {
            for (Line line : commitment.lines()) {
                count(line, asOf, (figure, due) -> count.one(line, figure, due));
            }
        }
    }

    private static void count(Line line, Instant asOf, BiConsumer<Figure, Instant> count) {
        Instant due = line.judgedDue();
        boolean overdue = line.state() == State.OPEN && asOf.isAfter(line.due());
        switch (line.state()) {
            case REQUESTED, DECLINED -> {}
            case OPEN -> count.accept(overdue ? MISSED : OPEN, due);
            case DELIVERED, DELIVERED_LATE -> count.accept(AWAITING_CONFIRMATION, due);
            case DISPUTED -> count.accept(DISPUTED, due);
            case EXCUSED -> count.accept(EXCUSED, due);
            case RELEASED -> count.accept(RELEASED, due);
            case WITHDRAWN -> count.accept(WITHDRAWN, due);
            case KEPT -> {
                count.accept(KEPT, due);
                count.accept(AGREED, due);
                count.accept(AGREED_KEPT, due);
            }
            case KEPT_LATE -> count.accept(KEPT_LATE, due);
            case MISSED -> count.accept(MISSED, due);
        }
        if (overdue || isLate(line)) {
            count.accept(AGREED, due);
        }
        countOnOriginal(line, asOf, count);
        for (Notice notice : line.notices()) {
            count.accept(NOTICES, notice.due());
            if (notice.announced()) {
                count.accept(ANNOUNCED, notice.due());
            }
        }
        if (overdue) {
            count.accept(NOTICES, due);
            if (line.warned() != null) {
                count.accept(ANNOUNCED, due);
            }
        }
    }

    /** Not delivered when its due passed: it stays so whatever follows, unless it is excused or closed. */
    private static boolean isLate(Line line) {
        return switch (line.state()) {
            case MISSED, DELIVERED_LATE, KEPT_LATE -> true;
            case DISPUTED -> line.late();
            case REQUESTED, DECLINED, OPEN, DELIVERED, KEPT, EXCUSED, RELEASED, WITHDRAWN -> false;
        };
    }

    private static void countOnOriginal(Line line, Instant asOf, BiConsumer<Figure, Instant> count) {
        Instant original = line.originalDue();
        boolean counts = switch (line.state()) {
            case KEPT, KEPT_LATE, MISSED -> !asOf.isBefore(original);
            // Undecided only as long as it may still turn out to have been kept by then.
            case OPEN, DELIVERED, DELIVERED_LATE, DISPUTED -> asOf.isAfter(original) && !line.deliveredByOriginal();
            case REQUESTED, DECLINED, EXCUSED, RELEASED, WITHDRAWN -> false;
        };
        if (counts) {
            count.accept(ORIGINAL, original);
            if (line.keptOnOriginal()) {
                count.accept(ORIGINAL_KEPT, original);
            }
        }
    }
}
