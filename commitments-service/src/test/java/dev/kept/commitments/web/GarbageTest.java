package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent, it is refused with a clear problem, nothing is stored, and never is it a 500. */
class GarbageTest {

    private static final long SEED = 20_261_122;
    private static final int MUTATIONS = 400;
    private static final LiveService SERVICE = LiveService.shared();
    private static Two two;

    @BeforeAll
    static void open() {
        two = Two.open(SERVICE);
    }

    static Stream<byte[]> garbage() {
        String good = JsonMapper.shared().writeValueAsString(Two.terms());
        List<byte[]> bodies = new ArrayList<>();
        for (String text : List.of(
                "",
                " ",
                "null",
                "true",
                "[]",
                "[" + good + "]",
                "\"" + "x".repeat(1_000) + "\"",
                good + good,
                good.substring(1),
                good.substring(0, good.length() - 1),
                good.replaceFirst("\\{", "{\"title\":\"twice\","),
                "\uFEFF" + good,
                good.replace("Fix it", "\u0000"),
                good.replace("Fix it", "\\u0000"),
                good.replace("Fix it", "\\ud800"),
                good.replace("Fix it", "\\udc00\\ud800"),
                good.replace("Fix it", "\\x"),
                good.replace("\"Fix it\"", "1e400000"),
                good.replace("\"Fix it\"", "9".repeat(10_000)),
                good.replace("\"Fix it\"", "-"),
                good.replace("\"Fix it\"", "[".repeat(100_000)),
                good.replace("\"Fix it\"", "{\"a\":".repeat(31) + "1" + "}".repeat(31)),
                "{\"a\":".repeat(40_000),
                "{" + "\"k\":1,".repeat(20_000) + "\"z\":1}",
                "{\"" + "k".repeat(200_000) + "\":1}",
                good.replace("Fix it", "x".repeat(200_000)))) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(good.getBytes(StandardCharsets.UTF_16));
        bodies.add(good.getBytes(StandardCharsets.UTF_16LE));
        bodies.add(good.replace("Fix it", "\u00e4").getBytes(StandardCharsets.ISO_8859_1));
        bodies.add(new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'});
        bodies.add(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
        bodies.add(new byte[1_000]);
        return bodies.stream();
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbage_is_refused(byte[] body) {
        long before = SERVICE.entries();

        Answer answer = two.ada().postBytes(two.path() + "/commitments", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.code()).isIn("malformed-json", "invalid-fields");
        assertThat(SERVICE.entries()).isEqualTo(before);
    }

    @Test
    void a_good_body_with_bytes_changed_is_taken_or_refused_and_never_a_failure() {
        byte[] good = JsonMapper.shared().writeValueAsBytes(Two.terms());
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] body = good.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }

            Answer answer = two.ada().postBytes(two.path() + "/commitments", body);

            assertThat(answer.status())
                    .as("seed %s, change %s: %s", SEED, i, answer)
                    .isIn(201, 400, 409);
        }
    }

    @Test
    void everything_wrong_with_the_terms_is_said_at_once() {
        Answer answer = two.ada().post(two.path() + "/commitments", """
            {"title":"%s","details":7,"conditions":"","monitor":"C","due":"tomorrow","zone":"Berlin",
             "confirmationDays":91,"recurrence":{"rule":"x"},"owner":"me"}
            """.formatted("x".repeat(201)));

        assertThat(faults(answer))
                .containsExactlyInAnyOrder(
                        "#/title too-long",
                        "#/details wrong-type",
                        "#/conditions blank",
                        "#/monitor invalid-value",
                        "#/due invalid-value",
                        "#/zone unknown-zone",
                        "#/confirmationDays out-of-range",
                        "#/recurrence/rrule missing",
                        "#/recurrence/rule unknown-field",
                        "#/owner unknown-field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "FREQ=NEVER;COUNT=1",
                "FREQ=DAILY",
                "FREQ=DAILY;COUNT=1001",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=-1",
                "FREQ=DAILY;COUNT=99999999999999999999",
                "FREQ=DAILY;UNTIL=99991231",
                "FREQ=SECONDLY;UNTIL=20991231T000000Z",
                "FREQ=DAILY;UNTIL=20000101",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
                "FREQ=DAILY;COUNT=5;X-MORE=1",
                "FREQ=DAILY;INTERVAL=999999999;COUNT=2",
                "RRULE:FREQ=DAILY;COUNT=\u0000",
                "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=1;BYMINUTE=1;BYSECOND=1;COUNT=3"
            })
    void a_rule_that_no_commitment_can_follow_is_refused_at_its_place(String rule) {
        Answer answer = two.ada()
                .post(
                        two.path() + "/commitments",
                        Map.of(
                                "title",
                                "x",
                                "due",
                                Two.in(3),
                                "zone",
                                "Europe/Berlin",
                                "recurrence",
                                Map.of("rrule", rule)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(faults(answer)).allMatch(fault -> fault.startsWith("#/recurrence/rrule "));
    }

    private static List<String> faults(Answer answer) {
        return answer.json()
                .at("/errors")
                .valueStream()
                .map(error -> error.at("/pointer").stringValue() + " "
                        + error.at("/code").stringValue())
                .toList();
    }
}
