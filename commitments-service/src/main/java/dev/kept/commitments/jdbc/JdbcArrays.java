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
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values(rows, column)));
    }

    /** Sets a parameter of type {@code bytea[]} to one column of the rows. */
    public static <T> void setBytes(
            PreparedStatement statement, int parameter, Collection<T> rows, Function<? super T, byte[]> column)
            throws SQLException {
        byte[][] values = rows.stream().map(column).toArray(byte[][]::new);
        statement.setArray(parameter, statement.getConnection().createArrayOf("bytea", values));
    }

    /** One column of the rows as a named parameter. */
    public static <T> SqlArrayValue of(
            String type, Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        return new SqlArrayValue(type, values(rows, column));
    }

    private static <T> Object[] values(Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        Object[] values = new Object[rows.size()];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return values;
    }
}
