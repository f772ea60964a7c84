package dev.kept.subscriptions.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kept.subscriptions.webhooks.JdbcProgress.Attempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the requests about webhooks are answered with. */
final class WebhookAnswers {

    private WebhookAnswers() {}

    /**
     * A webhook, as one of those who may know of it sees it.
     *
     * @param member who made it: this member's right to read decides at every attempt
     * @param role as what: {@code A}, {@code B} or {@code mediator}
     * @param mine whether the reader made it; only then the reader changes it
     * @param url for whoever made it; absent for others, and when the operator's key has changed
     * @param host of the address; absent when the operator's key has changed
     * @param kinds empty for all
     * @param oldSecretUntil until when messages are signed by the secret before, too; absent when they are not
     * @param stoppedBecause absent unless it is stopped
     * @param secret only in the answers to its making and to the making of a new one
     * @param version what {@code ETag} says
     */
    @Schema(name = "Webhook")
    @JsonInclude(Include.NON_NULL)
    record WebhookAnswer(
            UUID id,
            UUID ledger,
            UUID member,
            String role,
            boolean mine,
            @Nullable String url,
            @Nullable String host,
            @Nullable String description,
            List<String> kinds,
            boolean disclosures,
            State state,
            @Nullable StoppedBecause stoppedBecause,
            Instant createdAt,
            @Nullable Instant oldSecretUntil,
            @Nullable String secret,
            long version) {

        static WebhookAnswer of(Webhook webhook, UUID reader, @Nullable String secret) {
            boolean mine = webhook.madeBy(reader);
            String url = webhook.url();
            Webhook.Stop because = webhook.stoppedBecause();
            return new WebhookAnswer(
                    webhook.id(),
                    webhook.ledger(),
                    webhook.member(),
                    webhook.role(),
                    mine,
                    mine ? url : null,
                    url == null ? null : URI.create(url).getHost(),
                    webhook.description(),
                    webhook.kinds(),
                    webhook.disclosures(),
                    State.valueOf(webhook.state().name()),
                    because == null ? null : StoppedBecause.valueOf(because.name()),
                    webhook.createdAt(),
                    webhook.oldSecretUntil(),
                    secret,
                    webhook.version());
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /** Whether anything is sent. */
    @Schema(name = "WebhookState")
    enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("paused")
        PAUSED,
        @JsonProperty("stopped")
        STOPPED
    }

    /** Why nothing is sent any more. */
    @Schema(name = "WebhookStoppedBecause")
    enum StoppedBecause {
        @JsonProperty("no-longer-member")
        NO_LONGER_MEMBER,
        @JsonProperty("gone")
        GONE,
        @JsonProperty("not-answering")
        NOT_ANSWERING,
        @JsonProperty("key-changed")
        KEY_CHANGED
    }

    /** Those that the reader may know of, the oldest first. */
    @Schema(name = "WebhookList")
    record WebhookList(List<WebhookAnswer> items) {}

    /** @param webhook that is no more */
    @Schema(name = "RemovedWebhook")
    record Removed(UUID webhook) {}

    /**
     * How far a webhook is.
     *
     * @param position the last entry that is done with
     * @param head the ledger's last entry
     * @param attempts made for the entry in hand
     * @param nextTryAt when the entry in hand is tried again; absent when nothing waits for its time
     * @param deadLetters how many entries were given up
     * @param items the latest attempts, at most 100, the latest first
     */
    @Schema(name = "WebhookDeliveries")
    @JsonInclude(Include.NON_NULL)
    record Deliveries(
            long position,
            long head,
            int attempts,
            @Nullable Instant nextTryAt,
            long deadLetters,
            List<AttemptAnswer> items) {}

    /**
     * An attempt; of the receiver's answer nothing is kept but its status.
     *
     * @param sequence absent for a test message
     * @param failure why it was not delivered; absent when it was
     * @param nextTryAt when the next one was to be; absent when there was none
     */
    @Schema(name = "WebhookAttempt")
    @JsonInclude(Include.NON_NULL)
    record AttemptAnswer(
            @Nullable Long sequence,
            int attempt,
            Instant at,
            boolean delivered,
            @Nullable Integer status,
            @Nullable String failure,
            long millis,
            @Nullable Instant nextTryAt) {

        static AttemptAnswer of(Attempt attempt) {
            return new AttemptAnswer(
                    attempt.sequence(),
                    attempt.attempt(),
                    attempt.at(),
                    attempt.failure() == null,
                    attempt.status(),
                    attempt.failure(),
                    attempt.millis(),
                    attempt.nextTryAt());
        }

        static AttemptAnswer ofPing(DeliveryOutcome outcome, Instant at) {
            DeliveryOutcome.Failure failure = outcome.failure();
            return new AttemptAnswer(
                    null,
                    1,
                    at,
                    outcome.delivered(),
                    outcome.status(),
                    failure == null ? null : failure.wireName(),
                    outcome.took().toMillis(),
                    null);
        }
    }

    /**
     * An entry that was given up.
     *
     * @param since when
     * @param status of the last answer; absent when there was none
     * @param replaying whether it is about to be sent again
     */
    @Schema(name = "WebhookDeadLetter")
    @JsonInclude(Include.NON_NULL)
    record DeadLetterAnswer(
            long sequence,
            int attempts,
            Instant since,
            @Nullable Integer status,
            String failure,
            boolean replaying) {}

    /** For the document: what a page of them looks like. */
    @Schema(name = "WebhookDeadLetterPage")
    record DeadLetterPage(
            List<DeadLetterAnswer> items, @Nullable String next) {}

    /** @param replaying how many are sent again */
    @Schema(name = "WebhookReplay")
    record Replaying(int replaying) {}
}
