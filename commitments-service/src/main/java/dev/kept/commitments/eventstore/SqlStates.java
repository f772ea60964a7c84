package dev.kept.commitments.eventstore;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What an SQL state says about who is at fault: the rows, another transaction, or the database as a whole. */
final class SqlStates {

    /** As the trigger on the table of entries says. */
    static final String NO_PREDECESSOR = "KP001";

    private static final String CRASH_SHUTDOWN = "57P02";

    private SqlStates() {}

    /** The rows themselves, or the statement: another attempt with the same rows ends the same way. */
    static boolean isAboutTheRows(SQLException e) {
        return switch (classOf(e)) {
            case "22", "23", "42", "54" -> true;
            default -> isConcurrency(e);
        };
    }

    /** Another transaction came in between: serialisation failure, deadlock, or a predecessor that is not there. */
    static boolean isConcurrency(SQLException e) {
        return classOf(e).equals("40") || NO_PREDECESSOR.equals(e.getSQLState());
    }

    /**
     * The connection was lost while a statement was under way that commits by itself, so nobody knows. Whenever the server answers with
     * an error, it has not committed; except that it says in the same way that it crashes, at any time.
     */
    static boolean mayHaveCommitted(SQLException e) {
        return classOf(e).isEmpty() || classOf(e).equals("08") || CRASH_SHUTDOWN.equals(e.getSQLState());
    }

    /** Kind and state, without the message: that may quote values. */
    static String summary(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> "unknown";
            case SQLException e -> e.getClass().getSimpleName() + ", SQL state " + e.getSQLState();
            default -> cause.getClass().getSimpleName();
        };
    }

    private static String classOf(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }
}
