package dev.kept.commitments.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.ProposeMediator;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.commitments.membership.MembershipCommand.InviteMember;
import dev.kept.commitments.membership.MembershipCommand.InviteParty;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Axon's fixture for one ledger, in the words of the tests: who does what, when, and what comes of it. History is made by commands, so
 * that every given is a state that can be reached. Axon checks at each turn that replaying gives the same state.
 */
public final class LedgerFixture {

    public static final UUID LEDGER = new UUID(0, 1);
    /** Opened the ledger: side A. */
    public static final UUID ANN = new UUID(1, 1);
    /** May join side A later. */
    public static final UUID AMY = new UUID(1, 2);
    /** Side B, once joined. */
    public static final UUID BEN = new UUID(2, 1);
    /** May join side B later. */
    public static final UUID BEA = new UUID(2, 2);
    /** May become a mediator. */
    public static final UUID MIA = new UUID(3, 1);
    /** Has nothing to do with it. */
    public static final UUID EVE = new UUID(4, 1);

    public static final UUID PARTY_INVITATION = new UUID(5, 1);
    public static final UUID MEDIATION = new UUID(6, 1);
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    public static final String SECRET = "digest-of-the-secret";
    public static final Text NAME = Text.of("a name");

    private final AggregateTestFixture<Ledger> axon = new AggregateTestFixture<>(Ledger.class);
    private Instant now = START;
    private final AtomicInteger refusals = new AtomicInteger();

    public LedgerFixture() {
        axon.registerInjectableResource(new FixtureClock());
    }

    /** A ledger that Ann opened for side A; nobody is at the other side. */
    public static LedgerFixture opened() {
        LedgerFixture fixture = new LedgerFixture();
        fixture.axon.givenNoPriorActivity();
        return fixture.given(ANN, new OpenLedger(LEDGER, Text.of("Ledger"), NAME, NAME));
    }

    /** A ledger of Ann for side A and Ben for side B. */
    public static LedgerFixture joined() {
        return opened().given(ANN, inviteParty(PARTY_INVITATION)).given(BEN, accept(PARTY_INVITATION));
    }

    /** As {@link #joined()}, with Mia as mediator in force. */
    public static LedgerFixture mediated() {
        return joined().given(ANN, proposeMediator(MEDIATION))
                .given(MIA, accept(MEDIATION))
                .given(ANN, new AdmitMediator(LEDGER, MEDIATION))
                .given(BEN, new AdmitMediator(LEDGER, MEDIATION));
    }

    public static InviteParty inviteParty(UUID invitation) {
        return new InviteParty(LEDGER, invitation, SECRET, START.plus(Duration.ofDays(14)), NAME, null);
    }

    public static InviteMember inviteMember(UUID invitation) {
        return new InviteMember(LEDGER, invitation, SECRET, START.plus(Duration.ofDays(14)), null);
    }

    public static ProposeMediator proposeMediator(UUID mediation) {
        return new ProposeMediator(LEDGER, mediation, SECRET, START.plus(Duration.ofDays(14)), NAME, null);
    }

    /** Brings the right secret, and everything that any kind of invitation asks for. */
    public static AcceptInvitation accept(UUID invitation) {
        return new AcceptInvitation(LEDGER, invitation, SECRET, NAME, NAME, Text.of("none"));
    }

    /** The clock says something else from here on. */
    public LedgerFixture at(Instant instant) {
        now = instant;
        return this;
    }

    public LedgerFixture after(Duration elapsed) {
        return at(now.plus(elapsed));
    }

    public Instant now() {
        return now;
    }

    /**
     * Someone did this before.
     *
     * @param person null for the system
     */
    public LedgerFixture given(@Nullable UUID person, LedgerCommand<?>... commands) {
        for (LedgerCommand<?> command : commands) {
            axon.andGivenCommands(message(person, command, Map.of()));
        }
        return this;
    }

    /**
     * Someone asks for this now.
     *
     * @param person null for the system
     */
    public Outcome when(@Nullable UUID person, LedgerCommand<?> command) {
        return when(person, command, Map.of());
    }

    /**
     * Someone asks for this now.
     *
     * @param metaData on top of who it is
     */
    public Outcome when(@Nullable UUID person, LedgerCommand<?> command, Map<String, ?> metaData) {
        // Forgets what earlier turns published, so that each outcome is judged by itself.
        axon.andGivenCommands(List.of());
        return new Outcome(axon.when(message(person, command, metaData)), refusals);
    }

    static CommandMessage<?> message(@Nullable UUID person, LedgerCommand<?> command, Map<String, ?> metaData) {
        Map<String, Object> all = new HashMap<>(metaData);
        if (person != null) {
            all.put(EntryMetaData.MEMBER, person);
        }
        return LedgerBus.message(command, all);
    }

    /** What came of a command. */
    public record Outcome(ResultValidator<Ledger> axon, AtomicInteger refusals) {

        /** Exactly these were recorded, and the state they led to survives a snapshot. */
        public Outcome records(LedgerEvent... events) {
            axon.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
            // Axon shows no state any more once a turn of the same fixture was refused.
            if (refusals.get() > 0) {
                return this;
            }
            return leaves(state -> assertThat(LedgerSnapshots.read(LedgerSnapshots.write(new Ledger(LEDGER, state))))
                    .hasValueSatisfying(read -> assertThat(read.state()).isEqualTo(state)));
        }

        /** A rule forbids it, and nothing was recorded. */
        public Outcome refused(String code) {
            return refused(Rejected.Reason.RULE, code);
        }

        public Outcome unknown(String code) {
            return refused(Rejected.Reason.UNKNOWN, code);
        }

        public Outcome refused(Rejected.Reason kind, String code) {
            refusals.incrementAndGet();
            axon.expectNoEvents().expectException(rejected(kind, code));
            return this;
        }

        public Outcome answers(Appended appended) {
            axon.expectResultMessagePayload(appended);
            return this;
        }

        /** Each recorded event carries this value. */
        public Outcome marksEach(String key, Object value) {
            axon.expectEventsMatching(Matchers.listWithAllOf(Matchers.<EventMessage<?>>predicate(
                    event -> value.equals(event.getMetaData().get(key)))));
            return this;
        }

        public Outcome leaves(Consumer<LedgerState> check) {
            axon.expectState(ledger -> check.accept(ledger.state()));
            return this;
        }
    }

    private static TypeSafeMatcher<Rejected> rejected(Rejected.Reason kind, String code) {
        return new TypeSafeMatcher<>() {
            @Override
            protected boolean matchesSafely(Rejected rejected) {
                assertThat(rejected.getMessage()).endsWith(".").hasSizeGreaterThan(10);
                return rejected.reason() == kind && rejected.code().equals(code);
            }

            @Override
            public void describeTo(Description description) {
                description.appendText("a refusal " + kind + " " + code);
            }

            @Override
            protected void describeMismatchSafely(Rejected rejected, Description description) {
                description.appendText("was " + rejected.reason() + " " + rejected.code() + " " + rejected.facts());
            }
        };
    }

    private final class FixtureClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
