package dev.kept.subscriptions.reminders;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.StoredSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** How people are reminded, with what they chose in their settings. Callers make changes in their own transaction. */
public final class People {

    private static final String COLUMNS =
            "select member, version, wishes, address, refused_at, unsubscribe, next_run from reminder_person";

    /** Locks the row that is there, so that nobody removes it before it is read. */
    private static final String ADD = """
        insert into reminder_person (member, wishes, rhythm) values (?, ?::jsonb, ?)
            on conflict (member) do update set version = reminder_person.version
        """;

    private static final String SAVE = """
        update reminder_person
           set version = :version, wishes = :wishes::jsonb, rhythm = :rhythm, address = :address,
               refused_at = :refusedAt, unsubscribe = :unsubscribe, next_run = :nextRun
         where member = :member
        """;

    private static final String DUE = """
        select member from reminder_person where next_run <= ? order by next_run limit ?
        """;

    private static final String POSTPONE = "update reminder_person set next_run = ? where member = ?";

    /** In quiet hours too: whether it is quiet is decided when the time comes. */
    private static final String BRING_FORWARD = """
        update reminder_person set next_run = ?
         where member = any(?::uuid[]) and rhythm = 'AS_IT_HAPPENS' and next_run > ?
        """;

    private static final String AS_IT_HAPPENS =
            "select member from reminder_person where rhythm = 'AS_IT_HAPPENS' and next_run is not null";

    private static final String PUT_OFF = """
        insert into reminder_put_off as p (member, cause, round, until) values (?, ?, 1, ?)
            on conflict (member, cause) do update set round = p.round + 1, until = excluded.until
         where p.until is distinct from excluded.until
        """;

    private static final String ALL_PUT_OFF = "select cause, round, until from reminder_put_off where member = ?";

    /** What was told goes with its mail. */
    private static final List<String> FORGET = List.of(
            "delete from reminder_confirmation where member = ?",
            "delete from reminder_put_off where member = ?",
            "delete from reminder_mail where member = ?",
            "delete from reminder_person where member = ?");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;
    private final StoredSettings settings;

    public People(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.settings = new StoredSettings(dataSource);
    }

    /**
     * Something put off.
     *
     * @param round how often it was
     * @param until null for good
     */
    public record PutOff(int round, @Nullable Instant until) {

        public boolean holds(Instant at) {
            return until == null || until.isAfter(at);
        }
    }

    Person find(UUID member) {
        return withSettings(sql.sql(COLUMNS + " where member = ?")
                .param(member)
                .query((row, number) -> person(row))
                .optional()
                .orElseGet(
                        () -> new Person(member, 0, Wishes.UNSAID, null, null, null, null, Settings.unsaid(member))));
    }

    private Person withSettings(Person person) {
        return person.with(settings.of(person.member()));
    }

    /** Locks the person until the transaction ends. */
    public Person lock(UUID member) {
        sql.sql(ADD)
                .param(member)
                .param(JSON.writeValueAsString(Wishes.UNSAID))
                .param(Wishes.UNSAID.rhythm().name())
                .update();
        return lockKnown(member).orElseThrow();
    }

    /** As {@link #lock}, of somebody of whom something is stored; nothing comes back for who was forgotten in between. */
    public Optional<Person> lockKnown(UUID member) {
        return sql.sql(COLUMNS + " where member = ? for update")
                .param(member)
                .query((row, number) -> person(row))
                .optional()
                .map(this::withSettings);
    }

    /** As {@link #lock}, of whoever the secret of a link belongs to. */
    Optional<Person> lockByUnsubscribe(String secret) {
        return sql.sql(COLUMNS + " where unsubscribe = ? for update")
                .param(secret)
                .query((row, number) -> person(row))
                .optional()
                .map(this::withSettings);
    }

    public void save(Person person) {
        sql.sql(SAVE)
                .param("member", person.member())
                .param("version", person.version())
                .param("wishes", JSON.writeValueAsString(person.said()))
                .param("rhythm", person.said().rhythm().name())
                .param("address", person.address())
                .param("refusedAt", utc(person.refusedAt()))
                .param("unsubscribe", person.unsubscribe())
                .param("nextRun", utc(person.nextRun()))
                .update();
    }

    /** Everybody whose check is due, the longest overdue first. */
    public List<UUID> due(Instant at, int limit) {
        return sql.sql(DUE)
                .param(utc(at))
                .param(limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Sets the next check, whatever the settings say. */
    public void postpone(UUID member, Instant until) {
        sql.sql(POSTPONE).param(utc(until)).param(member).update();
    }

    /** Everybody who gets mails as things happen. */
    public List<UUID> remindedAsItHappens() {
        return sql.sql(AS_IT_HAPPENS)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Checks these people at that time, if not before, where they want to know as things happen. */
    public void bringForward(Collection<UUID> members, Instant at) {
        sql.sql(BRING_FORWARD)
                .param(utc(at))
                .param(members.stream().map(UUID::toString).toArray(String[]::new))
                .param(utc(at))
                .update();
    }

    /** Deletes all that is stored of a person, also what somebody is about to store: whoever adds anything holds the lock. */
    void forget(UUID member) {
        lock(member);
        FORGET.forEach(statement -> sql.sql(statement).param(member).update());
    }

    /** @param until null for good; a repetition counts once */
    void putOff(UUID member, UUID cause, @Nullable Instant until) {
        sql.sql(PUT_OFF).param(member).param(cause).param(utc(until)).update();
    }

    /** By cause. */
    public Map<UUID, PutOff> putOff(UUID member) {
        record Row(UUID cause, PutOff putOff) {}
        return sql
                .sql(ALL_PUT_OFF)
                .param(member)
                .query((row, number) -> new Row(
                        row.getObject("cause", UUID.class), new PutOff(row.getInt("round"), instant(row, "until"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Row::cause, Row::putOff));
    }

    private static Person person(ResultSet row) throws SQLException {
        UUID member = row.getObject("member", UUID.class);
        return new Person(
                member,
                row.getLong("version"),
                JSON.readValue(row.getString("wishes"), Wishes.class),
                row.getString("address"),
                instant(row, "refused_at"),
                row.getString("unsubscribe"),
                instant(row, "next_run"),
                Settings.unsaid(member));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
