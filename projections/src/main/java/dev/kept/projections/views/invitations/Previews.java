package dev.kept.projections.views.invitations;

import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.projections.readmodels.Invitations;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.InvitationState;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import dev.kept.projections.store.fold.LedgerView.Person;
import dev.kept.projections.store.reading.StoredViews;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an invited person learns before signing up: to what, by whom, in which words. For whoever brings the secret, and for nobody
 * else, not even that there is such an invitation.
 */
class Previews implements Invitations {

    private static final String INVITING = """
        select e.statement, e.member, l.view
          from entry e
          join ledger l using (ledger_id)
         where e.ledger_id = ? and e.subject = ?
           and e.type in ('dev.kept.party.invited.v1', 'dev.kept.member.invited.v1', 'dev.kept.mediator.proposed.v1')
        """;

    private static final String TEXT = "select value from text where ledger_id = ? and sequence = ? and field = ?";

    private final JdbcClient sql;
    private final Clock clock;

    Previews(DataSource dataSource, Clock clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /**
     * An invitation as the invited person reads it.
     *
     * @param kind `party`, `member` or `mediator`
     * @param title what the ledger is called; absent when it was erased
     * @param inviter the name of whoever invites; absent when it was erased
     * @param side of the inviter: `A` or `B`
     * @param party what the inviter's side is called; absent when it was erased
     * @param other what the other side is called; absent when it has not joined, or its name was erased
     * @param name proposed for the one who is invited; absent where none is
     * @param message what the inviter says to it; absent where nothing is said, or it was erased
     * @param expires from then on nobody can accept it
     * @param open false when it was answered, taken back, or is too old; when its inviter left, or the ledger was closed
     */
    @Schema(name = "InvitationPreview")
    public record Preview(
            String kind,
            @Nullable String title,
            @Nullable String inviter,
            String side,
            @Nullable String party,
            @Nullable String other,
            @Nullable String name,
            @Nullable String message,
            Instant expires,
            boolean open) {}

    /** As it is stored; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Inviting(byte[] statement, UUID member, LedgerView view) {}

    @Override
    public Optional<Invitation> find(UUID ledger, UUID invitation, String secret) {
        return Optional.ofNullable(of(ledger, invitation, secret))
                .map(each -> new Invitation(each.side(), each.expires(), each.open()));
    }

    /** Null when there is no such invitation, or the secret is another one. */
    @Nullable
    Preview of(UUID ledger, UUID invitation, String secret) {
        return find(ledger, invitation)
                .map(inviting -> preview(ledger, invitation, digest(secret.strip()), inviting))
                .orElse(null);
    }

    /**
     * What became of an invitation to mediate, for whoever accepted it.
     *
     * @param state `accepted`, `admitted`, `declined`, `stood-down` or `dismissed`
     * @param title what the ledger is called; absent when it was erased
     * @param waits the names of the sides that have not said yet
     */
    public record Candidacy(String state, @Nullable String title, List<String> waits) {}

    /** Null for anybody but the candidate. */
    @Nullable
    Candidacy candidacy(UUID ledger, UUID mediation, UUID reader) {
        return find(ledger, mediation).map(Inviting::view).stream()
                .flatMap(view -> view.mediations().stream()
                        .filter(each -> each.mediation().equals(mediation) && reader.equals(each.member()))
                        .map(each -> candidacy(ledger, view, each)))
                .findFirst()
                .orElse(null);
    }

    private Candidacy candidacy(UUID ledger, LedgerView view, Mediation mediation) {
        List<String> waits = new ArrayList<>();
        if (!mediation.admittedBy().contains(Side.A)) {
            waits.add(named(text(ledger, view.a().name())));
        }
        if (view.b() != null && !mediation.admittedBy().contains(Side.B)) {
            waits.add(named(text(ledger, view.b().name())));
        }
        return new Candidacy(
                mediation.state().name().toLowerCase(Locale.ROOT).replace('_', '-'), text(ledger, view.title()), waits);
    }

    private static String named(@Nullable String name) {
        return name == null ? "a side whose name was erased" : name;
    }

    private Optional<Inviting> find(UUID ledger, UUID invitation) {
        return sql.sql(INVITING)
                .param(ledger)
                .param(invitation)
                .query((row, number) -> new Inviting(
                        row.getBytes("statement"),
                        row.getObject("member", UUID.class),
                        StoredViews.read(ledger, row.getString("view"), LedgerView.class)))
                .optional();
    }

    private @Nullable Preview preview(UUID ledger, UUID invitation, String digest, Inviting inviting) {
        Entry entry = Statements.read(inviting.statement());
        LedgerEvent event = entry.event();
        LedgerView view = inviting.view();
        return switch (event) {
            case PartyInvited e
            when isSame(e.secretDigest(), digest) ->
                preview(
                        "party",
                        ledger,
                        invitation,
                        inviting,
                        "A",
                        e.partyName(),
                        e.message(),
                        e.expires(),
                        view.b() == null);
            case MemberInvited e
            when isSame(e.secretDigest(), digest) ->
                preview("member", ledger, invitation, inviting, e.side().name(), null, e.message(), e.expires(), true);
            case MediatorProposed e
            when isSame(e.secretDigest(), digest) ->
                preview(
                        "mediator",
                        ledger,
                        invitation,
                        inviting,
                        e.by().name(),
                        e.mediatorName(),
                        e.reason(),
                        e.expires(),
                        true);
            default -> null;
        };
    }

    private Preview preview(
            String kind,
            UUID ledger,
            UUID invitation,
            Inviting inviting,
            String side,
            @Nullable Text name,
            @Nullable Text message,
            Instant expires,
            boolean possible) {
        LedgerView view = inviting.view();
        Person inviter = view.person(inviting.member());
        Text b = view.b() == null ? null : view.b().name();
        return new Preview(
                kind,
                text(ledger, view.title()),
                text(ledger, inviter == null ? null : inviter.name()),
                side,
                text(ledger, side.equals("A") ? view.a().name() : b),
                text(ledger, side.equals("A") ? b : view.a().name()),
                text(ledger, name),
                text(ledger, message),
                expires,
                possible && clock.instant().isBefore(expires) && isOpen(view, invitation));
    }

    private static boolean isOpen(LedgerView view, UUID invitation) {
        return view.invitations().stream()
                        .anyMatch(each -> each.invitation().equals(invitation) && each.state() == InvitationState.OPEN)
                || view.mediations().stream()
                        .anyMatch(
                                each -> each.mediation().equals(invitation) && each.state() == MediationState.PROPOSED);
    }

    private @Nullable String text(UUID ledger, @Nullable Text text) {
        if (!(text instanceof Text.Sealed(long sequence, String field, String ignored))) {
            return null;
        }
        return sql.sql(TEXT)
                .param(ledger)
                .param(sequence)
                .param(field)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static boolean isSame(String known, String brought) {
        return MessageDigest.isEqual(
                known.getBytes(StandardCharsets.US_ASCII), brought.getBytes(StandardCharsets.US_ASCII));
    }

    private static String digest(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
