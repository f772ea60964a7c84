package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.local.SharedPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreAwayTest {

    private static final int PATIENCE = 40;

    private final LiveService service = LiveService.shared();

    @Test
    void nothing_is_acknowledged_while_the_store_is_away_and_it_recovers_by_itself() {
        Two two = Two.open(service);
        String updates = two.commitment() + "/updates";
        long before = service.entries();
        Answer away;
        Answer drafts;
        SharedPostgres.server().stop();
        try {
            away = two.ada().post(updates, Map.of("text", "x"), "Idempotency-Key", "k");
            drafts = two.ada().get("/api/drafts");
        } finally {
            SharedPostgres.server().start();
        }

        assertThat(away.status() + " " + away.code()).as(away.toString()).isEqualTo("503 temporarily-unavailable");
        assertThat(drafts.status() + " " + drafts.code())
                .as(drafts.toString())
                .isEqualTo("503 temporarily-unavailable");
        assertThat(away.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(service.entries()).isEqualTo(before);
        Answer back = two.ada().post(updates, Map.of("text", "x"), "Idempotency-Key", "k");
        for (int i = 0; back.status() == 503 && i < PATIENCE; i++) {
            back = two.ada().post(updates, Map.of("text", "x"), "Idempotency-Key", "k");
        }
        assertThat(back.status()).as(back.toString()).isEqualTo(200);
        assertThat(service.entries()).isEqualTo(before + 1);
    }
}
