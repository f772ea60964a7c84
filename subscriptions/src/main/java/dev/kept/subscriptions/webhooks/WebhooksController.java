package dev.kept.subscriptions.webhooks;

import dev.kept.http.Asked;
import dev.kept.http.Caller;
import dev.kept.http.Cursor;
import dev.kept.http.ETags;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Nothing;
import dev.kept.http.Page;
import dev.kept.http.Posted;
import dev.kept.http.Sent;
import dev.kept.projections.readmodels.ReadableLedger;
import dev.kept.projections.readmodels.Readings;
import dev.kept.subscriptions.webhooks.JdbcProgress.DeadLetter;
import dev.kept.subscriptions.webhooks.WebhookAnswers.AttemptAnswer;
import dev.kept.subscriptions.webhooks.WebhookAnswers.DeadLetterAnswer;
import dev.kept.subscriptions.webhooks.WebhookAnswers.DeadLetterPage;
import dev.kept.subscriptions.webhooks.WebhookAnswers.Deliveries;
import dev.kept.subscriptions.webhooks.WebhookAnswers.Removed;
import dev.kept.subscriptions.webhooks.WebhookAnswers.Replaying;
import dev.kept.subscriptions.webhooks.WebhookAnswers.WebhookAnswer;
import dev.kept.subscriptions.webhooks.WebhookAnswers.WebhookList;
import dev.kept.subscriptions.webhooks.WebhookBodies.ChangeWebhook;
import dev.kept.subscriptions.webhooks.WebhookBodies.CreateWebhook;
import dev.kept.subscriptions.webhooks.WebhookBodies.ReplayDeadLetters;
import dev.kept.subscriptions.webhooks.Webhooks.Pinged;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/ledgers/{ledger}/webhooks")
@Tag(name = "Webhooks", description = "Programs that are told of a ledger's entries, as Standard Webhooks describes")
class WebhooksController {

    private static final String DEAD_LETTERS = "listWebhookDeadLetters";

    private final Readings readings;
    private final Webhooks webhooks;
    private final JdbcProgress progress;

    WebhooksController(Readings readings, Webhooks webhooks, JdbcProgress progress) {
        this.readings = readings;
        this.webhooks = webhooks;
        this.progress = progress;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createWebhook",
            summary = "Have the ledger's entries sent to a program",
            description =
                    "Each entry goes out as a signed POST, in order, at least once: the same `webhook-id` means the"
                            + " same entry. The answer shows the `secret` this once. Your right to read the ledger decides at"
                            + " every attempt. The members of your side see that there is this webhook, and can remove it."
                            + " At most ten for each side.")
    ResponseEntity<WebhookAnswer> createWebhook(@PathVariable UUID ledger, Posted<CreateWebhook> posted) {
        WebhookAnswer made = webhooks.create(open(ledger, posted.caller()), posted);
        return ResponseEntity.status(HttpStatus.CREATED)
                .eTag(ETags.of(made.version()))
                .location(URI.create("/api/ledgers/" + ledger + "/webhooks/" + made.id()))
                .body(made);
    }

    @GetMapping
    @Operation(operationId = "listWebhooks", summary = "Your side's webhooks for this ledger; a mediator's own")
    WebhookList list(@PathVariable UUID ledger, Asked<Nothing> asked) {
        ReadableLedger reading = open(ledger, asked.caller());
        UUID reader = asked.caller().member();
        return new WebhookList(webhooks.of(reading, reader).stream()
                .map(each -> WebhookAnswer.of(each, reader, null))
                .toList());
    }

    @GetMapping("/{webhook}")
    @Operation(operationId = "getWebhook", summary = "A webhook")
    ResponseEntity<WebhookAnswer> get(@PathVariable UUID ledger, @PathVariable UUID webhook, Asked<Nothing> asked) {
        ReadableLedger reading = open(ledger, asked.caller());
        UUID reader = asked.caller().member();
        return tagged(WebhookAnswer.of(webhooks.visible(reading, webhook, reader), reader, null));
    }

    @PostMapping("/{webhook}/changes")
    @Operation(
            operationId = "changeWebhook",
            summary = "Change a webhook, pause it, or let it go on",
            description = "What is absent stays. Entries keep their order: after a pause it goes on where it stopped.")
    ResponseEntity<WebhookAnswer> changeWebhook(
            @PathVariable UUID ledger, @PathVariable UUID webhook, Posted<ChangeWebhook> posted) {
        return tagged(webhooks.change(open(ledger, posted.caller()), webhook, posted));
    }

    @PostMapping("/{webhook}/secrets")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Make a new secret",
            description = "The answer shows it this once. For 24 hours messages are signed by the one before, too:"
                    + " `webhook-signature` then holds two signatures.")
    ResponseEntity<WebhookAnswer> rotateWebhookSecret(
            @PathVariable UUID ledger, @PathVariable UUID webhook, Posted<Nothing> posted) {
        return tagged(webhooks.rotate(open(ledger, posted.caller()), webhook, posted));
    }

    @PostMapping("/{webhook}/removal")
    @Operation(
            operationId = "removeWebhook",
            summary = "Remove a webhook",
            description = "With it go its secret, its attempts and its dead letters. Any member of the side may.")
    Removed removeWebhook(@PathVariable UUID ledger, @PathVariable UUID webhook, Posted<Nothing> posted) {
        return webhooks.remove(open(ledger, posted.caller()), webhook, posted);
    }

    @PostMapping("/{webhook}/pings")
    @Operation(
            operationId = "pingWebhook",
            summary = "Send a test message, and see what becomes of it",
            description = "A CloudEvent of type `" + Messages.PING + "` without data. Once in ten seconds.")
    AttemptAnswer pingWebhook(
            @PathVariable UUID ledger, @PathVariable UUID webhook, Caller caller, Sent<Nothing> sent) {
        Pinged pinged = webhooks.ping(open(ledger, caller), webhook, caller.member());
        return AttemptAnswer.ofPing(pinged.outcome(), pinged.at());
    }

    @GetMapping("/{webhook}/deliveries")
    @Operation(operationId = "listWebhookDeliveries", summary = "How far a webhook is, and its latest attempts")
    Deliveries deliveries(@PathVariable UUID ledger, @PathVariable UUID webhook, Asked<Nothing> asked) {
        ReadableLedger reading = open(ledger, asked.caller());
        Webhook found = webhooks.visible(reading, webhook, asked.caller().member());
        return new Deliveries(
                found.position(),
                reading.head(),
                found.attempts(),
                found.nextTryAt(),
                progress.countDeadLetters(webhook),
                progress.attempts(webhook).stream().map(AttemptAnswer::of).toList());
    }

    @GetMapping("/{webhook}/dead-letters")
    @Operation(
            operationId = DEAD_LETTERS,
            summary = "The entries that were given up, in order",
            description = "An entry is given up after ten attempts in three days, which also stops the webhook; after"
                    + " four attempts when the receiver refuses the entry itself (400, 413, 415, 422), which does not.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeadLetterPage.class)))
    Page<DeadLetterAnswer> deadLetters(
            @PathVariable UUID ledger, @PathVariable UUID webhook, Asked<DeadLettersQuery> asked) {
        ReadableLedger reading = open(ledger, asked.caller());
        webhooks.visible(reading, webhook, asked.caller().member());
        int limit = asked.query().limit();
        List<DeadLetter> found = progress.deadLetters(webhook, asked.query().after(), limit + 1);
        List<DeadLetter> shown = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Cursor.of(shown.getLast().sequence()).encoded(DEAD_LETTERS) : null;
        return new Page<>(
                shown.stream()
                        .map(each -> new DeadLetterAnswer(
                                each.sequence(),
                                each.attempts(),
                                each.since(),
                                each.status(),
                                each.failure(),
                                each.replay()))
                        .toList(),
                next);
    }

    @PostMapping("/{webhook}/replays")
    @Operation(
            operationId = "replayWebhookDeadLetters",
            summary = "Send dead letters again, one or all",
            description =
                    "Each is tried once, in order, under its old `webhook-id`, before the entries that wait; the first"
                            + " that fails ends it. What is delivered leaves the list.")
    Replaying replayWebhookDeadLetters(
            @PathVariable UUID ledger, @PathVariable UUID webhook, Posted<ReplayDeadLetters> posted) {
        return webhooks.replay(open(ledger, posted.caller()), webhook, posted);
    }

    /**
     * Which page of dead letters.
     *
     * @param after only entries after this one; -1 for all
     */
    record DeadLettersQuery(int limit, long after) {

        private static final int MAX_LIMIT = 200;
        private static final int LIMIT = 50;

        static DeadLettersQuery read(Fields fields) {
            int limit =
                    fields.otherwise("limit", FieldType.integer(1, MAX_LIMIT).describedAs("50 when absent."), LIMIT);
            Long after = fields.optional("cursor", Cursor.type(DEAD_LETTERS, -1L, cursor -> cursor.number(0)));
            return new DeadLettersQuery(limit, after == null ? -1 : after);
        }
    }

    private ReadableLedger open(UUID ledger, Caller caller) {
        return readings.open(ledger, caller.member()).ledger(ledger);
    }

    private static ResponseEntity<WebhookAnswer> tagged(WebhookAnswer answer) {
        return ResponseEntity.ok().eTag(ETags.of(answer.version())).body(answer);
    }
}
