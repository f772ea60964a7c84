package dev.kept.subscriptions.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.store.fold.WaitingKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReminderKindTest {

    @ParameterizedTest
    @EnumSource
    void is_known_for_whatever_can_wait(WaitingKind waiting) {
        assertThat(ReminderKind.find(waiting.wireName())).isPresent();
    }

    @Test
    void is_other_for_what_only_a_later_version_knows() {
        assertThat(ReminderKind.find("praise-somebody")).isEmpty();
        assertThat(ReminderKind.of("praise-somebody")).isEqualTo(ReminderKind.OTHER);
    }
}
