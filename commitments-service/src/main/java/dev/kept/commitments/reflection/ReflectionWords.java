package dev.kept.commitments.reflection;

import dev.kept.commitments.reflection.Reflection.Answer;
import dev.kept.http.SearchWords;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes the words anew by which reflections are found, whenever {@link SearchWords} makes them otherwise than before. */
@Component
final class ReflectionWords implements JavaMigration {

    private static final int BATCH = 500;
    private static final String ANSWERS = "SELECT reflection_id, answers FROM commitments.reflection";
    private static final String UPDATE =
            "UPDATE commitments.reflection SET words = ?::tsvector WHERE reflection_id = ?";

    @Override
    @SuppressWarnings("NullAway") // Flyway's sign of a repeatable migration.
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public String getDescription() {
        return "words of reflections";
    }

    @Override
    public Integer getChecksum() {
        return SearchWords.VERSION;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement select = context.getConnection().createStatement();
                PreparedStatement update = context.getConnection().prepareStatement(UPDATE)) {
            select.setFetchSize(BATCH);
            try (ResultSet reflection = select.executeQuery(ANSWERS)) {
                int waiting = 0;
                while (reflection.next()) {
                    Answer[] answers = JsonMapper.shared().readValue(reflection.getString("answers"), Answer[].class);
                    update.setString(1, SearchWords.of(Reflection.words(Arrays.asList(answers))));
                    update.setObject(2, reflection.getObject("reflection_id"));
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
