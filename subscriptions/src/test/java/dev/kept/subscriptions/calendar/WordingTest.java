package dev.kept.subscriptions.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.kinds.checkins.CheckInState;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {

    static Stream<String> states() {
        return Stream.of(
                        Kinds.COMMITMENT.states().stream().map(state -> "commitment." + state),
                        Kinds.CHECKPOINT.states().stream().map(state -> "checkpoint." + state),
                        Arrays.stream(CheckInState.values()).map(state -> "check-in." + state.wireName()))
                .flatMap(states -> states);
    }

    @ParameterizedTest
    @MethodSource("states")
    void there_is_a_word_for_every_state_of_a_date(String state) {
        assertThat(Wording.word(state)).isNotBlank();
    }
}
