package dev.kept.subscriptions.reminders.sending;

import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import dev.kept.projections.Story;
import dev.kept.projections.readmodels.Invitations;
import dev.kept.projections.readmodels.Memberships;
import dev.kept.subscriptions.SubscriptionsDatabase;
import dev.kept.subscriptions.SubscriptionsSide;
import dev.kept.subscriptions.invitations.InvitationRounds;
import dev.kept.subscriptions.reminders.Letters;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.reminders.Pending;
import dev.kept.subscriptions.reminders.People;
import dev.kept.subscriptions.reminders.Person;
import dev.kept.subscriptions.reminders.QuietHours;
import dev.kept.subscriptions.reminders.Rhythm;
import dev.kept.subscriptions.reminders.Schedule;
import dev.kept.subscriptions.reminders.SetClock;
import dev.kept.subscriptions.reminders.Wishes;
import dev.kept.subscriptions.reminders.mail.MailSettings;
import dev.kept.subscriptions.reminders.mail.MailTransport;
import dev.kept.subscriptions.reminders.mail.SmtpMailTransport;
import dev.kept.subscriptions.requests.Sealing;
import dev.kept.subscriptions.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rounds one by one over a database of their own; the record comes from the read side that all tests share. */
final class Rig {

    static final String ADDRESS = "boris@example.org";

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final MailMetrics METRICS = new MailMetrics(METERS);
    private static final Mailserver SERVER = new Mailserver();
    private static final DataSource DATABASE = migrated();

    final SetClock clock = new SetClock("2026-03-10T06:00:00Z");
    final Story story = Story.opened();
    final SubscriptionsSide side = SubscriptionsSide.shared();
    final Mailserver server = SERVER;
    final DataSource database = DATABASE;
    final JdbcClient sql = JdbcClient.create(DATABASE);
    private int sent;
    private final MailSettings settings = settings(SERVER.settings());
    final MailTransport smtp = new SmtpMailTransport(settings, clock, SmtpMailTransport.PROMPT);

    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(DATABASE));

    Rig() {
        empty();
    }

    private static MailSettings settings(Map<String, Object> server) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", server));
        return Objects.requireNonNull(MailSettings.from(environment));
    }

    private static DataSource migrated() {
        KeptDatabase kept = SharedPostgres.freshDatabase();
        SubscriptionsDatabase own = new SubscriptionsDatabase(
                kept.jdbcUrl(),
                kept.subscriptionsOwner().username(),
                kept.subscriptionsOwner().password());
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(kept.jdbcUrl());
        source.setUser(own.username());
        source.setPassword(own.password());
        source.setCurrentSchema("subscriptions");
        own.migrate();
        return source;
    }

    void empty() {
        sql.sql("truncate reminder_person, reminder_mail, reminder_told, reminder_put_off")
                .update();
        server.empty();
    }

    static Wishes wishes(Rhythm rhythm, boolean texts) {
        return wishes(rhythm, texts, null);
    }

    static Wishes wishes(Rhythm rhythm, boolean texts, @Nullable String language) {
        return new Wishes(
                rhythm,
                new Schedule(
                        LocalTime.of(8, 0),
                        ZoneId.of("Europe/Berlin"),
                        new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0))),
                new TreeSet<>(Set.of(1, 3)),
                Wishes.ALL_KINDS,
                Map.of(),
                texts,
                language);
    }

    Person reachable(UUID member, String address, Wishes wishes) {
        return new Person(member, 1, wishes, address, null, "unsubscribe-" + member, null, Settings.unsaid(member))
                .lookedAt(clock.instant());
    }

    void save(Person person) {
        transactions.executeWithoutResult(transaction -> {
            People people = new People(DATABASE);
            people.lock(person.member());
            people.save(person);
        });
    }

    Person boris() {
        return transactions.execute(transaction -> new People(DATABASE).lock(story.boris));
    }

    void borisIsReachable(Rhythm rhythm) {
        save(reachable(story.boris, ADDRESS, wishes(rhythm, false)));
    }

    /** Every row of the subscriptions' schema, as text. */
    List<String> rowsOfAllTables() {
        return sql
                .sql("select tablename from pg_tables where schemaname = 'subscriptions'")
                .query(String.class)
                .list()
                .stream()
                .flatMap(table ->
                        sql
                                .sql("select t::text from subscriptions." + table + " t")
                                .query(String.class)
                                .list()
                                .stream())
                .toList();
    }

    /** The read side knows what was recorded. */
    void known() {
        side.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        side.json(story, "");
    }

    /** To a server that hangs; as patient as the post is in earnest. */
    SmtpMailTransport patientPost(Map<String, Object> server) {
        return new SmtpMailTransport(settings(server), clock, SmtpMailTransport.PATIENT);
    }

    Rounds rounds(DataSource own, MailTransport post) {
        Letters letters = side.bean(Letters.class);
        InvitationRounds invitations = new InvitationRounds(
                own,
                side.bean(Sealing.class),
                side.bean(Invitations.class),
                side.bean(Memberships.class),
                letters,
                settings,
                post,
                clock);
        return new Rounds(own, side.bean(Pending.class), letters, settings, post, invitations, METRICS, clock);
    }

    void run(MailTransport post) {
        try (Rounds rounds = rounds(DATABASE, post)) {
            rounds.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<MimeMessage> mails() {
        return server.mails();
    }

    static double count(String outcome) {
        return METERS.get("kept.reminders.mails")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
