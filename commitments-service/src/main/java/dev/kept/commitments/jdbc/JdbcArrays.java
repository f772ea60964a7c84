package dev.kept.commitments.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Columns of many rows as PostgreSQL's arrays, for {@code unnest}. Types are PostgreSQL's names: {@code uuid}, {@code int8}, {@code text}. */
public final class JdbcArrays {

    private JdbcArrays() {}

    /** Sets a parameter to one column of the rows. */
    public static <T> void set(
            PreparedStatement statement,
            int parameter,
            String type,
            Collection<T> rows,
            Function<? super T, ? extends @Nullable Object> column)
            throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values(type, rows, column)));
    }

    /** Sets a parameter of type {@code bytea[]} to one column of the rows. */
    public static <T> void setBytes(
            PreparedStatement statement, int parameter, Collection<T> rows, Function<? super T, byte[]> column)
            throws SQLException {
        byte[][] values = rows.stream().map(column).toArray(byte[][]::new);
        statement.setArray(parameter, statement.getConnection().createArrayOf("bytea", values));
    }

    /** One column of the rows as a named parameter. Spring says that no element may be null, but hands them on as they are. */
    @SuppressWarnings("NullAway")
    public static <T> SqlArrayValue of(
            String type, Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        return new SqlArrayValue(type, values(type, rows, column));
    }

    private static <T> @Nullable Object[] values(
            String type, Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        @Nullable Object[] values = array(type, rows.size());
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return values;
    }

    /** Of the element's own class where the driver has a binary form for that: text is longer and has to be parsed. */
    private static @Nullable Object[] array(String type, int length) {
        return switch (type) {
            case "int8" -> new Long[length];
            case "int2" -> new Short[length];
            case "text" -> new String[length];
            case "bool" -> new Boolean[length];
            default -> new Object[length];
        };
    }
}
