package dev.kept.projections.store.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of many rows as the array parameters that {@code unnest} takes. */
final class Sql {

    /** The length of a UUID and of what comes after it; an instant is shorter. */
    private static final int LITERAL = 37;

    private Sql() {}

    static <T> void uuids(PreparedStatement statement, int at, Collection<T> rows, Function<T, @Nullable UUID> column)
            throws SQLException {
        literal(statement, at, rows, column);
    }

    static <T> void texts(PreparedStatement statement, int at, Collection<T> rows, Function<T, @Nullable String> column)
            throws SQLException {
        set(statement, at, "text", rows.stream().map(column).toArray(String[]::new));
    }

    static <T> void numbers(PreparedStatement statement, int at, Collection<T> rows, Function<T, @Nullable Long> column)
            throws SQLException {
        set(statement, at, "int8", rows.stream().map(column).toArray(Long[]::new));
    }

    static <T> void instants(
            PreparedStatement statement, int at, Collection<T> rows, Function<T, @Nullable Instant> column)
            throws SQLException {
        literal(statement, at, rows, column);
    }

    static <T> void bytes(
            PreparedStatement statement, int at, Collection<T> rows, Function<T, byte @Nullable []> column)
            throws SQLException {
        set(statement, at, "bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /** As PostgreSQL writes arrays. The driver would do the same, and look in each element for what needs escaping: nothing does here. */
    private static <T> void literal(
            PreparedStatement statement, int at, Collection<T> rows, Function<T, ? extends @Nullable Object> column)
            throws SQLException {
        StringBuilder array = new StringBuilder(2 + rows.size() * LITERAL).append('{');
        for (T row : rows) {
            array.append(array.length() > 1 ? "," : "").append(column.apply(row));
        }
        statement.setString(at, array.append('}').toString());
    }

    private static void set(PreparedStatement statement, int at, String type, @Nullable Object[] values)
            throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(at, connection.createArrayOf(type, values));
    }
}
