package dev.kept.accounts;

import dev.kept.accounts.invitation.InvitationsOfOperator;
import dev.kept.accounts.sessions.BrowserSessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What whoever runs Kept may do with accounts, beside the running service: nothing of what people wrote into ledgers is here. */
public final class OperatorAccounts {

    private static final String LIST = """
        SELECT u.id, u.email, u.name, u.email_verified_at, u.created_at,
               u.password_hash IS NOT NULL AS has_password,
               (SELECT count(*) FROM passkey p WHERE p.owner = u.id) AS passkeys,
               EXISTS (SELECT FROM second_factor f WHERE f.owner = u.id AND f.confirmed_at IS NOT NULL) AS second_factor,
               (SELECT max(greatest(s.seen_at, s.used_at)) FROM browser_session s WHERE s.owner = u.id) AS last_seen_at
        FROM user_account u ORDER BY u.created_at, u.id
        """;

    private static final String END_SECOND_FACTOR = """
        DELETE FROM second_factor WHERE owner = :owner
        """;

    /**
     * An account, and how its owner signs in.
     *
     * @param lastSeenAt null when the person is signed in nowhere
     * @param passkeys how many there are
     * @param secondFactor whether a code is asked for after the password
     */
    public record Listed(
            User user,
            Instant createdAt,
            @Nullable Instant lastSeenAt,
            boolean hasPassword,
            int passkeys,
            boolean secondFactor) {}

    private final JdbcClient jdbc;
    private final JdbcUsers users;
    private final AccountLinks links;
    private final BrowserSessions sessions;
    private final AccountDeletion deletion;
    private final InvitationsOfOperator invitations;
    private final Clock clock;

    public OperatorAccounts(String jdbcUrl, String username, String password, Clock clock) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(username);
        source.setPassword(password);
        source.setCurrentSchema("accounts");
        source.setApplicationName("kept-accounts-operator");
        // A message of the server's may quote a row.
        source.setLogServerErrorDetail(false);
        this.jdbc = JdbcClient.create(source);
        this.users = new JdbcUsers(jdbc);
        this.links = new AccountLinks(jdbc, clock);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        this.sessions = BrowserSessions.in(jdbc, transactions, clock);
        this.deletion = new AccountDeletion(jdbc, transactions, clock);
        this.invitations = new InvitationsOfOperator(jdbc, clock);
        this.clock = clock;
    }

    /** All of them, the oldest first. */
    public void list(Consumer<Listed> each) {
        jdbc.sql(LIST).query((row, n) -> listed(row)).list().forEach(each);
    }

    /** By e-mail address or id. */
    public Optional<User> find(String person) {
        return person.contains("@")
                ? users.byEmail(person).map(JdbcUsers.WithPassword::user)
                : new Users(users).find(person);
    }

    /**
     * Makes an account for who cannot sign up; its owner sets the password by a link.
     *
     * @param made gets the new account
     * @return what is wrong with the fields, or that the address is taken
     */
    public List<FieldError> add(@Nullable String email, @Nullable String name, Consumer<User> made) {
        AccountFields fields = new AccountFields();
        User user = new User(
                UUID.randomUUID(), fields.read(AccountField.EMAIL, email), fields.read(AccountField.NAME, name), false);
        if (!fields.errors().isEmpty()) {
            return fields.errors();
        }
        // Nobody knows this password.
        if (!users.insert(user, new Passwords().nobodys(), clock.instant())) {
            return List.of(
                    new FieldError(AccountField.EMAIL.key(), "taken", "There is an account with this e-mail address."));
        }
        made.accept(user);
        return List.of();
    }

    /** @return the path and query of a link by which one person makes an account, good for a week */
    public String invite() {
        return invitations.make();
    }

    /**
     * Has the running service mail such a link.
     *
     * @return what is wrong with the address
     */
    public Optional<FieldError> mailInvitation(String email, Locale language) {
        AccountFields fields = new AccountFields();
        String checked = fields.read(AccountField.EMAIL, email);
        if (!fields.errors().isEmpty()) {
            return Optional.of(fields.errors().getFirst());
        }
        invitations.mail(checked, language);
        return Optional.empty();
    }

    /** @return the path and query of a link by which the person sets a new password, good for a day */
    public String resetLink(User user) {
        return AccountMails.RESET + links.issue(user.id(), LinkPurpose.RESET_PASSWORD_BY_OPERATOR, user.email());
    }

    /** Takes the operator's word that mail to the address reaches the person. */
    public void verify(User user) {
        users.verify(user.id(), user.email(), clock.instant());
    }

    /** Signs the person out everywhere. */
    public void endSessions(User user) {
        sessions.endAll(user.id());
    }

    /** For somebody who lost both the app and the recovery codes. */
    public void endSecondFactor(User user) {
        jdbc.sql(END_SECOND_FACTOR).param("owner", user.id()).update();
    }

    public void close(User user) {
        deletion.delete(user.id());
    }

    private static Listed listed(ResultSet row) throws SQLException {
        OffsetDateTime lastSeenAt = row.getObject("last_seen_at", OffsetDateTime.class);
        return new Listed(
                JdbcUsers.user(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                lastSeenAt == null ? null : lastSeenAt.toInstant(),
                row.getBoolean("has_password"),
                row.getInt("passkeys"),
                row.getBoolean("second_factor"));
    }
}
