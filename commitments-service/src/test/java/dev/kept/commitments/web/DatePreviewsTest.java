package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DatePreviewsTest {

    private static final String PLACE = "/api/date-previews";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final LiveService service = LiveService.shared();

    private Answer ask(Map<String, Object> body) {
        return service.person("ada").postTo(PLACE, JSON.writeValueAsString(body));
    }

    @Test
    void tells_the_very_dates_that_a_promise_would_record_and_records_nothing() {
        long before = service.entries();

        Answer answer = ask(Map.of("first", "2027-03-26", "zone", "America/Nuuk", "rrule", "freq=daily;count=3"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/rrule")).isEqualTo("FREQ=DAILY;COUNT=3");
        assertThat(answer.at("/zone")).isEqualTo("America/Nuuk");
        assertThat(answer.json().at("/wholeDays").booleanValue()).isTrue();
        assertThat(answer.json().at("/occurrences").intValue()).isEqualTo(3);
        assertThat(answer.at("/first")).isEqualTo("2027-03-27T01:59:59.999Z");
        assertThat(answer.at("/last")).isEqualTo("2027-03-29T00:59:59.999Z");
        assertThat(answer.json().at("/dates").valueStream().map(JsonNode::stringValue))
                .containsExactly("2027-03-27T01:59:59.999Z", "2027-03-28T00:59:59.999Z", "2027-03-29T00:59:59.999Z");
        assertThat(service.entries()).isEqualTo(before);
    }

    @Test
    void refuses_with_every_error_at_once() {
        Answer answer = ask(Map.of("first", "+300000-01-01T00:00:00Z", "zone", "Nowhere", "rrule", 7, "x", 1));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").stringValue()))
                .containsExactlyInAnyOrder("#/first", "#/zone", "#/rrule", "#/x");
    }

    @Test
    void a_rule_without_dates_or_of_other_parts_is_a_field_error_with_a_sentence() {
        Answer none =
                ask(Map.of("first", "2026-12-28", "zone", "UTC", "rrule", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6;COUNT=3"));
        Answer other =
                ask(Map.of("first", "2026-12-28", "zone", "UTC", "rrule", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=3"));

        assertThat(none.status()).isEqualTo(400);
        assertThat(none.at("/errors/0/code")).isEqualTo("no-occurrence");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.at("/errors/0/code")).isEqualTo("invalid-rrule");
        assertThat(other.at("/errors/0/detail")).contains("BYWEEKNO");
    }

    @Test
    void nobody_unknown_is_answered() {
        assertThat(service.send(service.request(PLACE)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(401);
    }
}
