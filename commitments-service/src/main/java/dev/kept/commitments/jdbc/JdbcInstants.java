package dev.kept.commitments.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Instants as columns of type {@code timestamptz}. */
public final class JdbcInstants {

    private JdbcInstants() {}

    /** An instant as the driver takes it. */
    public static OffsetDateTime parameter(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** An instant, or null, as the driver takes it. */
    public static @Nullable OffsetDateTime optionalParameter(@Nullable Instant instant) {
        return instant == null ? null : parameter(instant);
    }

    /** Reads a column that is never null. */
    public static Instant get(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(getOptional(row, column), column);
    }

    /** Reads a column that may be null. */
    public static @Nullable Instant getOptional(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** As {@link #get(ResultSet, String)}, by the column's number. */
    public static Instant get(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(getOptional(row, column), "a column that is never null");
    }

    /** As {@link #getOptional(ResultSet, String)}, by the column's number. */
    public static @Nullable Instant getOptional(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
