package dev.kept.subscriptions.webhooks;

import dev.kept.http.FieldError;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import dev.kept.projections.readmodels.ReadableLedger;
import dev.kept.subscriptions.requests.IdempotentRequests;
import dev.kept.subscriptions.webhooks.JdbcWebhooks.Change;
import dev.kept.subscriptions.webhooks.JdbcWebhooks.NewWebhook;
import dev.kept.subscriptions.webhooks.Webhook.State;
import dev.kept.subscriptions.webhooks.WebhookAnswers.Removed;
import dev.kept.subscriptions.webhooks.WebhookAnswers.Replaying;
import dev.kept.subscriptions.webhooks.WebhookAnswers.WebhookAnswer;
import dev.kept.subscriptions.webhooks.WebhookBodies.ChangeWebhook;
import dev.kept.subscriptions.webhooks.WebhookBodies.CreateWebhook;
import dev.kept.subscriptions.webhooks.WebhookBodies.ReplayDeadLetters;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What members do with webhooks. Only the creator changes one. Other members of the same side see it and can remove it; nobody else
 * knows of it.
 */
final class Webhooks {

    private static final Duration BETWEEN_PINGS = Duration.ofSeconds(10);

    private final JdbcWebhooks webhooks;
    private final JdbcProgress progress;
    private final IdempotentRequests requests;
    private final Dispatcher dispatcher;
    private final Delivery delivery;
    private final CheckedLookup lookup;
    private final boolean httpAllowed;
    private final Clock clock;

    Webhooks(
            JdbcWebhooks webhooks,
            JdbcProgress progress,
            IdempotentRequests requests,
            Dispatcher dispatcher,
            Delivery delivery,
            CheckedLookup lookup,
            boolean httpAllowed,
            Clock clock) {
        this.webhooks = webhooks;
        this.progress = progress;
        this.requests = requests;
        this.dispatcher = dispatcher;
        this.delivery = delivery;
        this.lookup = lookup;
        this.httpAllowed = httpAllowed;
        this.clock = clock;
    }

    List<Webhook> of(ReadableLedger reading, UUID reader) {
        return webhooks.of(reading.ledger()).stream()
                .filter(each -> each.visibleTo(reader, reading.role()))
                .toList();
    }

    /** @throws Problem 404 when there is none that the reader may know of */
    Webhook visible(ReadableLedger reading, UUID webhook, UUID reader) {
        return webhooks.find(reading.ledger(), webhook)
                .filter(each -> each.visibleTo(reader, reading.role()))
                .orElseThrow(Webhooks::notFound);
    }

    WebhookAnswer create(ReadableLedger reading, Posted<CreateWebhook> posted) {
        CreateWebhook body = posted.body();
        requireFresh(posted, reading.head());
        long position = position(body, reading.head());
        requireAllowed(body.url());
        UUID member = posted.caller().member();
        WebhookAnswer answer = requests.answer(posted, WebhookAnswer.class, () -> {
            webhooks.lock(reading.ledger(), reading.role());
            requireRoom(reading, member);
            NewWebhook wanted = new NewWebhook(
                    UUID.randomUUID(),
                    reading.ledger(),
                    member,
                    reading.role(),
                    body.url().toString(),
                    body.description(),
                    body.kinds(),
                    body.disclosures(),
                    position);
            Secret secret = Secret.fresh();
            webhooks.insert(wanted, secret);
            return WebhookAnswer.of(again(reading.ledger(), wanted.id()), member, secret.text());
        });
        dispatcher.look(reading.ledger());
        return answer;
    }

    WebhookAnswer change(ReadableLedger reading, UUID id, Posted<ChangeWebhook> posted) {
        ChangeWebhook body = posted.body();
        UUID member = posted.caller().member();
        URI url = body.url();
        if (url != null) {
            own(reading, id, member);
            requireAllowed(url);
        }
        WebhookAnswer answer = requests.answer(posted, WebhookAnswer.class, () -> {
            Webhook webhook = own(reading, id, member);
            requireFresh(posted, webhook.version());
            Boolean paused = body.paused();
            if (Boolean.FALSE.equals(paused) && unreadable(webhook, url)) {
                throw keyChanged();
            }
            State state = paused == null ? webhook.state() : paused ? State.PAUSED : State.ACTIVE;
            Change change = new Change(
                    url == null ? null : url.toString(),
                    body.description() == null ? webhook.description() : body.description(),
                    Objects.requireNonNullElse(body.kinds(), webhook.kinds()),
                    Objects.requireNonNullElse(body.disclosures(), webhook.disclosures()),
                    state,
                    state == State.STOPPED ? webhook.stoppedBecause() : null,
                    url != null || Boolean.FALSE.equals(paused));
            requireOnTime(webhooks.change(webhook, change));
            return WebhookAnswer.of(again(reading.ledger(), id), member, null);
        });
        dispatcher.look(reading.ledger());
        return answer;
    }

    WebhookAnswer rotate(ReadableLedger reading, UUID id, Posted<?> posted) {
        UUID member = posted.caller().member();
        return requests.answer(posted, WebhookAnswer.class, () -> {
            Webhook webhook = own(reading, id, member);
            requireFresh(posted, webhook.version());
            Secret secret = Secret.fresh();
            requireOnTime(webhooks.rotate(webhook, secret));
            return WebhookAnswer.of(again(reading.ledger(), id), member, secret.text());
        });
    }

    /** A side removes what its own members made. */
    Removed remove(ReadableLedger reading, UUID id, Posted<?> posted) {
        return requests.answer(posted, Removed.class, () -> {
            Webhook webhook = visible(reading, id, posted.caller().member());
            requireFresh(posted, webhook.version());
            requireOnTime(webhooks.remove(webhook));
            return new Removed(id);
        });
    }

    Replaying replay(ReadableLedger reading, UUID id, Posted<ReplayDeadLetters> posted) {
        Replaying answer = requests.answer(posted, Replaying.class, () -> {
            Webhook webhook = own(reading, id, posted.caller().member());
            requireFresh(posted, webhook.version());
            if (webhook.state() != State.ACTIVE) {
                throw Problem.of(
                        409,
                        "webhook-not-active",
                        "Not sent just now",
                        "This webhook is paused or stopped: resume it first.");
            }
            Long sequence = posted.body().sequence();
            int replaying = progress.replay(id, sequence);
            if (sequence != null && replaying == 0) {
                throw Problem.of(
                                404,
                                "dead-letter-not-found",
                                "No such dead letter",
                                "This entry is not among the dead letters.")
                        .withFact("sequence", sequence);
            }
            return new Replaying(replaying);
        });
        dispatcher.look(reading.ledger());
        return answer;
    }

    /** The outcome of a test message, and when it was sent. */
    record Pinged(DeliveryOutcome outcome, Instant at) {}

    /** Sends a test message and waits for the outcome. */
    Pinged ping(ReadableLedger reading, UUID id, UUID member) {
        Webhook webhook = own(reading, id, member);
        if (!webhooks.mayPing(id, BETWEEN_PINGS.toSeconds())) {
            throw Problem.of(
                            429,
                            "too-many-requests",
                            "Too many requests",
                            "A test message was sent a moment ago; wait " + BETWEEN_PINGS.toSeconds() + " seconds.")
                    .retryAfter(BETWEEN_PINGS);
        }
        Instant now = clock.instant();
        DeliveryOutcome outcome = delivery.ping(webhook, now);
        if (outcome == null) {
            throw keyChanged();
        }
        return new Pinged(outcome, now);
    }

    private Webhook own(ReadableLedger reading, UUID id, UUID member) {
        Webhook webhook = visible(reading, id, member);
        if (!webhook.madeBy(member)) {
            throw Problem.of(
                    409,
                    "webhook-of-another-member",
                    "Another member's webhook",
                    "Only the member who made this webhook changes it. You can remove it.");
        }
        return webhook;
    }

    private boolean unreadable(Webhook webhook, @Nullable URI url) {
        return (webhook.url() == null && url == null)
                || webhooks.secrets(webhook.id()).isEmpty();
    }

    private Webhook again(UUID ledger, UUID id) {
        return webhooks.find(ledger, id).orElseThrow(() -> new IllegalStateException("just written"));
    }

    private void requireRoom(ReadableLedger reading, UUID member) {
        if (of(reading, member).size() >= WebhookSettings.MOST) {
            throw Problem.of(
                            409,
                            "too-many-webhooks",
                            "Too many webhooks",
                            "Your side has as many webhooks as a ledger takes; remove one first.")
                    .withFact("limit", WebhookSettings.MOST);
        }
    }

    private void requireAllowed(URI url) {
        if (ReceiverUrl.isPlain(url) && !httpAllowed) {
            throw urlRefused("https-only", "It must begin with https://.");
        }
        try {
            lookup.resolve(ReceiverUrl.hostOf(url));
        } catch (CheckedLookup.NotAllowed e) {
            throw urlRefused(
                    "address-not-allowed",
                    "Its host has a private, local or reserved address, which the operator of this place does not"
                            + " allow.");
        } catch (UnknownHostException e) {
            throw urlRefused("unknown-host", "Its host cannot be found.");
        }
    }

    private static Problem urlRefused(String code, String sentence) {
        return Problem.invalidFields(List.of(new FieldError("#/url", code, sentence)));
    }

    private static long position(CreateWebhook body, long head) {
        Long from = body.fromSequence();
        if (from != null && from > head + 1) {
            throw Problem.invalidFields(List.of(new FieldError(
                            "#/fromSequence", "out-of-range", "It must be at most the number of the next entry.")))
                    .withFact("head", head);
        }
        return from == null ? head : from - 1;
    }

    private static void requireFresh(Posted<?> posted, long now) {
        Long seen = posted.ifMatch();
        if (seen != null && now > seen) {
            throw Problem.of(412, "stale", "Stale", "It was changed since you last looked. Look again, then decide.");
        }
    }

    private static void requireOnTime(boolean done) {
        if (!done) {
            throw Problem.of(412, "stale", "Stale", "It was changed at the same moment. Look again, then decide.");
        }
    }

    private static Problem keyChanged() {
        return Problem.of(
                409,
                "webhook-key-changed",
                "Address and secret cannot be read",
                "The operator's key is another one since. Give the address again and make a new secret; then let it go"
                        + " on.");
    }

    private static Problem notFound() {
        return Problem.of(
                404, "webhook-not-found", "No such webhook", "There is no such webhook in this ledger that is yours.");
    }
}
