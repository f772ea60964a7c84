package dev.kept.subscriptions.webhooks;

import dev.kept.subscriptions.requests.Sealing;
import dev.kept.subscriptions.webhooks.Webhook.State;
import dev.kept.subscriptions.webhooks.Webhook.Stop;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Webhooks as their members configure them. Their progress is in {@link JdbcProgress}. */
final class JdbcWebhooks {

    static final String COLUMNS = """
        webhook_id, ledger_id, member, role, url, description, kinds, disclosures, state, stopped_because, created_at,
        case when old_secret_until > now() then old_secret_until end as old_secret_until, version, position, attempts,
        next_try_at\
        """;

    private static final String OF_LEDGER =
            "select " + COLUMNS + " from webhook where ledger_id = ? order by created_at, webhook_id";

    private static final String ONE = "select " + COLUMNS + " from webhook where ledger_id = ? and webhook_id = ?";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(? || ?, 0))";

    private static final String INSERT = """
        insert into webhook (webhook_id, ledger_id, member, role, url, secret, description, kinds, disclosures, state,
                             version, created_at, position)
        values (:id, :ledger, :member, :role, :url, :secret, :description, :kinds, :disclosures, 'active', 1, now(),
                :position)
        """;

    private static final String UPDATE = """
        update webhook
           set url = coalesce(:url, url), description = :description, kinds = :kinds, disclosures = :disclosures,
               state = :state, stopped_because = :because, version = version + 1,
               attempts = case when :afresh then 0 else attempts end,
               next_try_at = case when :afresh then null else next_try_at end
         where webhook_id = :id and version = :version
        """;

    private static final String ROTATE = """
        update webhook
           set old_secret = secret, old_secret_until = now() + make_interval(secs => :grace), secret = :secret,
               version = version + 1
         where webhook_id = :id and version = :version
        """;

    private static final String SECRETS =
            "select secret, case when old_secret_until > now() then old_secret end as old from webhook where webhook_id = ?";

    private static final String REMOVE = "delete from webhook where webhook_id = ? and version = ?";

    private static final String MAY_PING = """
        update webhook set pinged_at = now()
         where webhook_id = ? and (pinged_at is null or pinged_at < now() - make_interval(secs => ?))
        """;

    private final JdbcClient sql;
    private final Sealing sealing;

    JdbcWebhooks(DataSource dataSource, Sealing sealing) {
        this.sql = JdbcClient.create(dataSource);
        this.sealing = sealing;
    }

    /** A webhook that is to be created. */
    record NewWebhook(
            UUID id,
            UUID ledger,
            UUID member,
            String role,
            String url,
            @Nullable String description,
            List<String> kinds,
            boolean disclosures,
            long position) {}

    /**
     * What changes.
     *
     * @param url null when it stays
     * @param afresh whether the current entry is tried at once, as if for the first time
     */
    record Change(
            @Nullable String url,
            @Nullable String description,
            List<String> kinds,
            boolean disclosures,
            State state,
            @Nullable Stop stoppedBecause,
            boolean afresh) {}

    /** Of the whole ledger, the oldest first. */
    List<Webhook> of(UUID ledger) {
        return sql.sql(OF_LEDGER)
                .param(ledger)
                .query((row, number) -> webhook(row))
                .list();
    }

    Optional<Webhook> find(UUID ledger, UUID id) {
        return sql.sql(ONE)
                .param(ledger)
                .param(id)
                .query((row, number) -> webhook(row))
                .optional();
    }

    /** Until the transaction ends, nobody else of that role adds a webhook to the ledger. */
    void lock(UUID ledger, String role) {
        sql.sql(LOCK).param(ledger.toString()).param(role).query(row -> {});
    }

    void insert(NewWebhook wanted, Secret secret) {
        sql.sql(INSERT)
                .param("id", wanted.id())
                .param("ledger", wanted.ledger())
                .param("member", wanted.member())
                .param("role", wanted.role())
                .param("url", sealedUrl(wanted.id(), wanted.url()))
                .param("secret", sealing.seal(secret.bytes(), place(wanted.id(), "secret")))
                .param("description", wanted.description())
                .param("kinds", wanted.kinds().toArray(String[]::new))
                .param("disclosures", wanted.disclosures())
                .param("position", wanted.position())
                .update();
    }

    /** False when somebody else changed it first. */
    boolean change(Webhook webhook, Change change) {
        String url = change.url();
        Stop because = change.stoppedBecause();
        return sql.sql(UPDATE)
                        .param("id", webhook.id())
                        .param("version", webhook.version())
                        .param("url", url == null ? null : sealedUrl(webhook.id(), url), java.sql.Types.BINARY)
                        .param("description", change.description())
                        .param("kinds", change.kinds().toArray(String[]::new))
                        .param("disclosures", change.disclosures())
                        .param("state", wireName(change.state()))
                        .param("because", because == null ? null : wireName(because))
                        .param("afresh", change.afresh())
                        .update()
                == 1;
    }

    /** False when somebody else changed it first. The previous secret still signs for a while. */
    boolean rotate(Webhook webhook, Secret secret) {
        return sql.sql(ROTATE)
                        .param("id", webhook.id())
                        .param("version", webhook.version())
                        .param("secret", sealing.seal(secret.bytes(), place(webhook.id(), "secret")))
                        .param("grace", WebhookSettings.GRACE.toSeconds())
                        .update()
                == 1;
    }

    /** False when somebody else changed it first. */
    boolean remove(Webhook webhook) {
        return sql.sql(REMOVE).param(webhook.id()).param(webhook.version()).update() == 1;
    }

    /** The secrets that sign now, the current one first; empty when the operator's key cannot decrypt it. */
    List<Secret> secrets(UUID id) {
        List<byte[]> closed = new ArrayList<>();
        sql.sql(SECRETS).param(id).query(row -> {
            closed.add(row.getBytes("secret"));
            byte[] old = row.getBytes("old");
            if (old != null) {
                closed.add(old);
            }
        });
        List<Secret> secrets = new ArrayList<>();
        for (byte[] each : closed) {
            Optional<byte[]> open = sealing.open(each, place(id, "secret"));
            if (open.isEmpty() && secrets.isEmpty()) {
                return List.of();
            }
            open.map(Secret::of).ifPresent(secrets::add);
        }
        return secrets;
    }

    /** Whether the last test message was long enough ago. If so, this one counts as the last. */
    boolean mayPing(UUID id, long seconds) {
        return sql.sql(MAY_PING).param(id).param(seconds).update() == 1;
    }

    Webhook webhook(ResultSet row) throws SQLException {
        UUID id = row.getObject("webhook_id", UUID.class);
        String because = row.getString("stopped_because");
        return new Webhook(
                id,
                row.getObject("ledger_id", UUID.class),
                row.getObject("member", UUID.class),
                row.getString("role"),
                sealing.open(row.getBytes("url"), place(id, "url"))
                        .map(clear -> new String(clear, StandardCharsets.UTF_8))
                        .orElse(null),
                row.getString("description"),
                strings(row.getArray("kinds")),
                row.getBoolean("disclosures"),
                State.valueOf(enumName(row.getString("state"))),
                because == null ? null : Stop.valueOf(enumName(because)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "old_secret_until"),
                row.getLong("version"),
                row.getLong("position"),
                row.getInt("attempts"),
                instant(row, "next_try_at"));
    }

    private byte[] sealedUrl(UUID id, String url) {
        return sealing.seal(url.getBytes(StandardCharsets.UTF_8), place(id, "url"));
    }

    private static String place(UUID id, String column) {
        return "webhook/" + id + "/" + column;
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.copyOf(Arrays.asList((String[]) array.getArray()));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String enumName(String wireName) {
        return wireName.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
