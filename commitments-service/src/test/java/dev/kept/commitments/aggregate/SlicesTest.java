package dev.kept.commitments.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.LedgerSlice;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** What the compiler cannot see, because Axon hands commands to the aggregate by reflection. */
class SlicesTest {

    static Stream<Class<?>> commands() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(LedgerCommand.class));
        return scan.findCandidateComponents("dev.kept.commitments").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .filter(Class::isRecord);
    }

    @Test
    void the_commands_of_every_feature_are_found() {
        assertThat(commands().map(Class::getSimpleName))
                .hasSizeGreaterThan(60)
                .contains("OpenLedger", "MakeCommitment", "RecordSeen", "EraseByLaw", "DiscloseInterest");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_reads_a_slice_that_the_state_of_a_ledger_is(Class<?> command) {
        Class<?> slice = ResolvableType.forClass(command)
                .as(LedgerCommand.class)
                .getGeneric()
                .resolve();

        assertThat(slice).isNotNull().isInterface();
        assertThat(LedgerSlice.class).isAssignableFrom(slice);
        assertThat(slice).isAssignableFrom(LedgerState.class);
    }
}
