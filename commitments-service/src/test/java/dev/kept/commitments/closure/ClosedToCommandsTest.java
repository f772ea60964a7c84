package dev.kept.commitments.closure;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.Side;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Every command there is, on a closed ledger. */
class ClosedToCommandsTest {

    private static final Set<String> ALLOWED = Set.of(
            "ReopenLedger",
            "DeclineReopening",
            "EraseText",
            "AgreeErasure",
            "DeclineErasure",
            "EraseByLaw",
            "RecordSeen",
            "StandDown",
            "DismissMediator");

    static Stream<Class<?>> commands() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(LedgerCommand.class));
        return scan.findCandidateComponents("dev.kept.commitments").stream()
                .<Class<?>>map(found -> load(String.valueOf(found.getBeanClassName())))
                .filter(Class::isRecord)
                .filter(type -> type != OpenLedger.class);
    }

    @Test
    void all_commands_are_found() {
        assertThat(commands().map(Class::getSimpleName))
                .hasSizeGreaterThan(30)
                .containsAll(ALLOWED)
                .contains("MakeCommitment", "InviteMember", "CloseLedger");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_closed_ledger_takes_what_ends_or_reopens_it_and_refuses_the_rest(Class<?> type) {
        LedgerCommand<?> command = command(type);
        assertThat(command.allowedWhileClosed()).isEqualTo(ALLOWED.contains(type.getSimpleName()));
        if (!command.allowedWhileClosed()) {
            closed().when(ANN, command).refused("ledger-closed");
            closed().when(MIA, command).refused("ledger-closed");
        }
    }

    private static LedgerFixture closed() {
        CloseLedger close = new CloseLedger(LEDGER, null);
        return mediated().given(ANN, close).given(BEN, close);
    }

    /** Besides those: what its issuer leaves by, and nobody else is let go by. */
    @Test
    void a_closed_ledger_lets_people_leave() {
        closed().when(ANN, new RemoveMember(LEDGER, ANN, null)).records(new MemberRemoved(ANN, Side.A, null));
        closed().when(ANN, new RemoveMember(LEDGER, BEN, null)).refused("ledger-closed");
    }

    /** With nothing in it but the ledger: a closed one does not look at the rest. */
    private static LedgerCommand<?> command(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values =
                Arrays.stream(components).map(ClosedToCommandsTest::value).toArray();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return (LedgerCommand<?>) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName(), e);
        }
    }

    private static @Nullable Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.getName().equals("ledger")) {
            return LEDGER;
        }
        if (type == UUID.class) {
            return new UUID(99, 99);
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 1 : type == long.class ? (Object) 1L : null;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
