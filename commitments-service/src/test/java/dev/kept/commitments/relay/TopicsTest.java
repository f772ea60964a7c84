package dev.kept.commitments.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.local.SharedKafka;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final KafkaSettings settings = KafkaSettings.at(SharedKafka.bootstrapServers(), 3);

    @Test
    void an_answer_that_does_not_come_is_said_in_words() {
        assertThatThrownBy(() -> Topics.within(new KafkaFutureImpl<>(), Duration.ofMillis(10)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer within 10 ms");
    }

    @Test
    void fresh_ones_are_made_also_where_none_are_or_only_one_is() throws Exception {
        for (List<String> there : List.of(List.<String>of(), List.of(LedgerRecords.STATEMENTS))) {
            try (Admin admin = Admin.create(settings.client())) {
                Topic.empty(settings);
                admin.deleteTopics(List.of(LedgerRecords.STATEMENTS, LedgerRecords.DISCLOSURES).stream()
                                .filter(name -> !there.contains(name))
                                .toList())
                        .all()
                        .get();
            }

            new Topics(settings, Duration.ofSeconds(60)).recreate();

            assertThat(new Topics(settings).ids())
                    .containsOnlyKeys(LedgerRecords.STATEMENTS, LedgerRecords.DISCLOSURES);
        }
    }
}
