package dev.kept.projections.views.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InvitationPreviewsTest {

    /** SHA-256 of {@code open sesame}, as the record holds it. */
    private static final String DIGEST = "Qe9LsLI2YeZjAarDYGaRLawDeCe0rmOnsRZaWqk-1Os";

    private static final ReadSide SIDE = ReadSide.shared();

    private final Story story = Story.opened();
    private final UUID invitation = UUID.randomUUID();

    private void invited() {
        Instant expires = Instant.now().plus(Duration.ofDays(3));
        story.a(new MemberInvited(invitation, Side.A, DIGEST, expires, Text.of("Come \u202Ealong")));
        SIDE.send(story);
        SIDE.json(story, "");
    }

    private HttpResponse<String> preview(UUID which, String secret) {
        return SIDE.post(
                null,
                "/api/invitation-previews",
                "{\"ledger\":\"%s\",\"invitation\":\"%s\",\"secret\":\"%s\"}".formatted(story.ledger, which, secret));
    }

    @Test
    void whoever_has_the_secret_reads_what_it_is_about_without_a_token() {
        invited();

        HttpResponse<String> answer = preview(invitation, "open sesame");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode preview = ReadSide.json(answer);
        assertThat(preview.get("kind").asString()).isEqualTo("member");
        assertThat(preview.get("title").asString()).isEqualTo("After the outage");
        assertThat(preview.get("inviter").asString()).isEqualTo("Anna");
        assertThat(preview.get("message").asString()).isEqualTo("Come \u202Ealong");
        assertThat(preview.get("open").asBoolean()).isTrue();
    }

    @Test
    void nobody_else_learns_that_there_is_an_invitation() {
        invited();

        for (HttpResponse<String> answer :
                List.of(preview(invitation, "guess"), preview(UUID.randomUUID(), "open sesame"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(ReadSide.json(answer).get("code").asString()).isEqualTo("invitation-not-found");
        }
    }

    @Test
    void everything_that_is_wrong_with_a_request_is_told_at_once() {
        HttpResponse<String> answer = SIDE.post(null, "/api/invitation-previews", "{\"ledger\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ReadSide.json(answer).get("errors")).hasSize(3);
    }

    @Test
    void a_candidate_alone_reads_what_became_of_the_candidacy() {
        UUID mediation = story.mediated();
        SIDE.send(story);
        SIDE.json(story, "");
        String path = "/api/candidacies/" + mediation + "?ledger=" + story.ledger;

        JsonNode candidacy = ReadSide.json(SIDE.get(story.miraSubject, path));

        assertThat(candidacy.get("state").asString()).isEqualTo("admitted");
        assertThat(candidacy.get("waits")).isEmpty();
        for (String other : new String[] {story.annaSubject, "outsider"}) {
            HttpResponse<String> refused = SIDE.get(other, path);
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(ReadSide.json(refused).get("code").asString()).isEqualTo("candidacy-not-found");
        }
        assertThat(SIDE.anonymous(path).statusCode()).isEqualTo(401);
    }
}
