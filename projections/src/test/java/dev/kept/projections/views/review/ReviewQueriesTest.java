package dev.kept.projections.views.review;

import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.FindingEvent.Dispute;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.InterestEvent.InterestDisclosed;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Questions, findings, interests and the review as they are read by HTTP. */
class ReviewQueriesTest {

    private static final int ESCALATED = 10;

    private final ReadSide side = ReadSide.shared();
    private final Story story = Story.opened();
    private final Actor mira = new Actor.Mediator(story.mediator);
    private final UUID question = UUID.randomUUID();
    private final UUID finding = UUID.randomUUID();
    private final UUID interest = UUID.randomUUID();
    private final UUID concern = UUID.randomUUID();
    private UUID mediation = UUID.randomUUID();
    private UUID commitment = UUID.randomUUID();

    /** Disputed by entry 9, escalated by 10, asked about by 11, found on by 13; Boris waits for two answers. */
    @BeforeEach
    void tell() {
        mediation = story.mediated();
        commitment = story.made("The report");
        story.delivered(commitment);
        story.b(new DeliveryDisputed(commitment, 1, Text.of("Half of it is missing")));
        story.b(new DisputeEscalated(commitment, 1, Side.B, Text.of("We are stuck")));
        story.append(mira, new QuestionAsked(question, Side.A, Text.of("Where was it?"), List.of(commitment)));
        story.a(new QuestionAnswered(question, Side.A, Text.of("In the annex")));
        story.append(
                mira,
                new FindingRecorded(
                        finding, Text.of("It was in the annex"), new Dispute(commitment, 1, true), List.of(question)));
        story.b(new FindingAccepted(finding, Side.B));
        story.b(raised(concern));
        story.b(new CommitmentRequested(
                UUID.randomUUID(), Side.A, Story.terms("The index", Story.BEGIN.plus(Duration.ofDays(40)))));
        story.append(mira, new InterestDisclosed(interest, Text.of("I once advised a rival")));
    }

    private static ConcernRaised raised(UUID concern) {
        return new ConcernRaised(
                concern,
                Side.B,
                Text.of("Reports come without an index"),
                Text.of("Reports one can use"),
                Text.of("Three came without"),
                Text.of("We searched for hours"),
                List.of(),
                Text.of("How do you see it?"),
                null,
                List.of());
    }

    @Test
    void a_review_shows_both_claims_the_entries_behind_and_what_waits() {
        side.send(story);

        JsonNode review = side.json(story, "/review");

        assertThat(review.at("/parties/A").stringValue()).isEqualTo("Platform team");
        assertThat(review.at("/disputeCount").intValue()).isEqualTo(1);
        JsonNode dispute = review.at("/disputes/0");
        assertThat(dispute.at("/promise/title").stringValue()).isEqualTo("The report");
        assertThat(dispute.at("/claims/A/0/text").stringValue()).isEqualTo("Here it is");
        assertThat(dispute.at("/claims/A/0/evidence/0/label").stringValue()).isEqualTo("The report");
        assertThat(dispute.at("/claims/A/0/said/by/name").stringValue()).isEqualTo("Anna");
        assertThat(dispute.at("/claims/B/0/what").stringValue()).isEqualTo("disputed");
        assertThat(dispute.at("/claims/B/0/text").stringValue()).isEqualTo("Half of it is missing");
        assertThat(dispute.at("/escalated/reason").stringValue()).isEqualTo("We are stuck");
        assertThat(dispute.at("/findings/0").stringValue()).isEqualTo(finding.toString());
        assertThat(dispute.at("/chain")
                        .valueStream()
                        .map(entry -> entry.at("/sequence").intValue()))
                .containsExactly(7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(dispute.at("/chain/4/type").stringValue()).isEqualTo("dev.kept.question.asked.v1");
        assertThat(dispute.at("/chain/4/by/name").stringValue()).isEqualTo("Mira M.");
        assertThat(review.at("/unanswered")
                        .valueStream()
                        .map(each -> each.at("/what").stringValue()))
                .containsExactly("concern", "request");
        assertThat(review.at("/unanswered/0/text").stringValue()).isEqualTo("Reports come without an index");
        assertThat(review.at("/unanswered/0/side").stringValue()).isEqualTo("A");
        assertThat(review.at("/responseTimes/A/n").intValue()).isEqualTo(1);
        assertThat(review.at("/responseTimes/A/medianHours").doubleValue()).isEqualTo(1.0);
        assertThat(review.at("/responseTimes/B/n").intValue()).isEqualTo(1);
        assertThat(review.at("/questions/0/answers/0/text").stringValue()).isEqualTo("In the annex");
        assertThat(review.at("/findings/0/text").stringValue()).isEqualTo("It was in the annex");
    }

    @Test
    void a_review_is_the_same_for_both_sides_and_the_mediator_until_the_end() {
        side.send(story);
        HttpResponse<String> annas = side.fresh(story, "/review");
        String path = "/api/ledgers/" + story.ledger + "/review";

        assertThat(side.get(story.borisSubject, path).body()).isEqualTo(annas.body());
        assertThat(side.get(story.miraSubject, path).body()).isEqualTo(annas.body());
        assertThat(side.get("outsider", path).statusCode()).isEqualTo(404);
        assertThat(annas.headers().firstValue("ETag")).contains("\"" + story.head() + "\"");
        assertThat(side.fresh(story, "/review", "If-None-Match", "\"" + story.head() + "\"")
                        .statusCode())
                .isEqualTo(304);

        side.kafka.send(story.stoodDown(mediation));
        side.json(story, "/review");
        assertThat(side.get(story.miraSubject, path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_review_is_answered_as_of_an_earlier_entry() {
        side.send(story);

        JsonNode then = side.json(story, "/review?asOf=" + (ESCALATED - 1));

        assertThat(then.at("/head").intValue()).isEqualTo(ESCALATED - 1);
        assertThat(then.at("/disputes/0").has("escalated")).isFalse();
        assertThat(then.at("/disputes/0/chain").size()).isEqualTo(3);
        assertThat(then.at("/findings").isEmpty()).isTrue();
        assertThat(side.json(story, "/review?asOf=" + story.head())).isEqualTo(side.json(story, "/review"));
    }

    @Test
    void a_finding_both_accept_ends_the_dispute_and_an_answer_counts_its_time() {
        story.a(new FindingAccepted(finding, Side.A));
        story.a(new DisputeResolved(commitment, 1, finding, true));
        story.a(new ConcernAcknowledged(concern, Text.of("So it is")));
        side.send(story);

        JsonNode review = side.json(story, "/review");
        assertThat(review.at("/disputes").isEmpty()).isTrue();
        assertThat(review.at("/unanswered").size()).isEqualTo(1);
        assertThat(review.at("/responseTimes/byKind/3/what").stringValue()).isEqualTo("concern");
        assertThat(review.at("/responseTimes/byKind/3/A/medianHours").doubleValue())
                .isEqualTo(5.0);
        JsonNode found = side.json(story, "/findings/" + finding);
        assertThat(found.at("/state").stringValue()).isEqualTo("accepted");
        assertThat(found.at("/resolved/entry").intValue()).isEqualTo(19);
        JsonNode kept = side.json(story, "/commitments/" + commitment);
        assertThat(kept.at("/state").stringValue()).isEqualTo("kept");
        JsonNode dispute = kept.at("/occurrences/0/deliveries/0/dispute");
        assertThat(dispute.at("/ended/how").stringValue()).isEqualTo("found-kept");
        assertThat(dispute.at("/ended/finding").stringValue()).isEqualTo(finding.toString());
        assertThat(dispute.at("/escalated/by/by/side").stringValue()).isEqualTo("B");
    }

    @Test
    void questions_findings_and_interests_are_listed_and_read_one_by_one() {
        side.send(story);

        JsonNode questions = side.json(story, "/questions");
        assertThat(questions.at("/items/0/text").stringValue()).isEqualTo("Where was it?");
        assertThat(questions.at("/items/0/state").stringValue()).isEqualTo("answered");
        assertThat(side.json(story, "/questions?state=open").at("/items").isEmpty())
                .isTrue();
        assertThat(side.json(story, "/questions/" + question)
                        .at("/answers/0/by")
                        .stringValue())
                .isEqualTo("A");
        JsonNode findings = side.json(story, "/findings");
        assertThat(findings.at("/items/0/on/kept").booleanValue()).isTrue();
        assertThat(findings.at("/items/0/waiting/0/operation").stringValue()).isEqualTo("acceptFinding");
        JsonNode interests = side.json(story, "/interests");
        assertThat(interests.at("/items/0/disclosed/by/name").stringValue()).isEqualTo("Mira M.");
        assertThat(side.json(story, "/interests?side=A").at("/items").isEmpty()).isTrue();
        assertThat(side.json(story, "/interests/" + interest).at("/text").stringValue())
                .isEqualTo("I once advised a rival");
    }

    @Test
    void what_is_not_there_or_not_understood_is_said() {
        side.send(story);
        String nobody = "/" + UUID.randomUUID();

        assertThat(json(side.fresh(story, "/questions" + nobody)).at("/code").stringValue())
                .isEqualTo("question-not-found");
        assertThat(json(side.fresh(story, "/findings" + nobody)).at("/code").stringValue())
                .isEqualTo("finding-not-found");
        assertThat(json(side.fresh(story, "/interests" + nobody)).at("/code").stringValue())
                .isEqualTo("interest-not-found");
        JsonNode refused = json(side.fresh(story, "/findings?state=x&limit=0&nonsense=1"));
        assertThat(refused.at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").stringValue()))
                .containsExactlyInAnyOrder("#/query/state/0", "#/query/limit", "#/query/nonsense");
    }
}
