package dev.kept.subscriptions.settings;

import dev.kept.wording.DateOrder;
import dev.kept.wording.Languages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The settings of people, in the schema of the subscriptions. Callers make changes in their own transaction. */
public final class StoredSettings {

    private static final String FIND =
            "select member, version, language, zone, dates, cooling_off from person_settings where member = ?";

    /** Locks the row that is there, so that nobody removes it before it is read. */
    private static final String ADD = """
        insert into person_settings (member, version, dates) values (?, 0, ?)
            on conflict (member) do update set version = person_settings.version
        """;

    private static final String SAVE = """
        update person_settings
           set version = :version, language = :language, zone = :zone, dates = :dates, cooling_off = :coolingOff
         where member = :member
        """;

    private static final String DELETE = "delete from person_settings where member = ?";

    private final JdbcClient sql;

    public StoredSettings(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** What the person chose; nothing where there was no choice. */
    public Settings of(UUID member) {
        return sql.sql(FIND)
                .param(member)
                .query((row, number) -> settings(row))
                .optional()
                .orElseGet(() -> Settings.unsaid(member));
    }

    /** Locks the person's settings until the transaction ends. */
    Settings lock(UUID member) {
        sql.sql(ADD).param(member).param(DateOrder.BY_LANGUAGE.wireName()).update();
        return sql.sql(FIND + " for update")
                .param(member)
                .query((row, number) -> settings(row))
                .single();
    }

    void save(Settings settings) {
        sql.sql(SAVE)
                .param("member", settings.member())
                .param("version", settings.version())
                .param(
                        "language",
                        settings.language() == null ? null : settings.language().getLanguage())
                .param("zone", settings.zone() == null ? null : settings.zone().getId())
                .param("dates", settings.dates().wireName())
                .param(
                        "coolingOff",
                        settings.coolingOff() == null
                                ? null
                                : settings.coolingOff().wireName())
                .update();
    }

    void delete(UUID member) {
        sql.sql(DELETE).param(member).update();
    }

    private static Settings settings(ResultSet row) throws SQLException {
        String language = row.getString("language");
        String coolingOff = row.getString("cooling_off");
        return new Settings(
                row.getObject("member", UUID.class),
                row.getLong("version"),
                language == null ? null : Languages.named(language),
                zone(row.getString("zone")),
                DateOrder.named(row.getString("dates")).orElse(DateOrder.BY_LANGUAGE),
                coolingOff == null ? null : new CoolingOff(coolingOff));
    }

    /** A zone that a later JDK no longer has counts as none. */
    private static @Nullable ZoneId zone(@Nullable String id) {
        try {
            return id == null ? null : ZoneId.of(id);
        } catch (DateTimeException gone) {
            return null;
        }
    }
}
