package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.eventstore.CommandGate.State;
import dev.kept.commitments.web.LiveService.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told while it is not known, or known not to be so, that the store has all that was published. */
class CommandGateTest {

    private final LiveService service = LiveService.shared();
    private final Two two = Two.open(service);

    @Test
    void a_command_before_the_store_has_been_compared_is_refused_and_may_be_tried_again() {
        Answer refused = updateWhile(State.CHECKING);

        assertThat(refused.status() + " " + refused.code()).isEqualTo("503 temporarily-unavailable");
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
    }

    @Test
    void a_command_on_a_store_that_lacks_what_was_published_is_refused_until_an_operator_has_filled_it_up() {
        Answer refused = updateWhile(State.BEHIND);

        assertThat(refused.status() + " " + refused.code()).isEqualTo("503 record-behind");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
    }

    private Answer updateWhile(State state) {
        String updates = two.commitment() + "/updates";
        long before = service.entries();
        service.gate().is(state);
        try {
            Answer answer = two.ada().post(updates, Map.of("text", "Half way"));
            assertThat(service.entries()).isEqualTo(before);
            return answer;
        } finally {
            service.gate().is(State.OPEN);
            assertThat(two.ada().post(updates, Map.of("text", "Half way")).status())
                    .isEqualTo(200);
        }
    }
}
