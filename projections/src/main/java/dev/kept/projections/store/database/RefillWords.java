package dev.kept.projections.store.database;

import dev.kept.http.SearchWords;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.Context;

/** Makes the words anew by which stored texts are found, whenever {@link SearchWords} makes them otherwise than before. */
final class RefillWords extends Refill {

    private static final String TEXTS = "select ledger_id, sequence, field, value from text";
    private static final String UPDATE =
            "update text set words = ?::tsvector where ledger_id = ? and sequence = ? and field = ?";

    @Override
    public String getDescription() {
        return "words of texts";
    }

    @Override
    public Integer getChecksum() {
        return SearchWords.VERSION;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement select = context.getConnection().createStatement();
                PreparedStatement update = context.getConnection().prepareStatement(UPDATE)) {
            select.setFetchSize(BATCH);
            try (ResultSet text = select.executeQuery(TEXTS)) {
                int waiting = 0;
                while (text.next()) {
                    update.setString(1, SearchWords.of(text.getString("value")));
                    update.setObject(2, text.getObject("ledger_id"));
                    update.setLong(3, text.getLong("sequence"));
                    update.setString(4, text.getString("field"));
                    update.addBatch();
                    if (++waiting % BATCH == 0) {
                        update.executeBatch();
                    }
                }
                update.executeBatch();
            }
        }
    }
}
