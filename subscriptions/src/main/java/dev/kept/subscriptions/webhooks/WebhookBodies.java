package dev.kept.subscriptions.webhooks;

import dev.kept.events.WireTypes;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the requests about webhooks hold. */
final class WebhookBodies {

    /** Kinds of entries as the registry of wire names knows them. */
    static final Set<String> KINDS =
            WireTypes.names().stream().map(WireTypes::kindOf).collect(Collectors.toUnmodifiableSet());

    private static final int MAX_KIND = 100;

    private static final FieldType<List<String>> SOME_KINDS = FieldType.list(
                    200,
                    FieldType.parsed(
                            null,
                            "`commitment`, or a wire type such as `dev.kept.commitment.made.v1`.",
                            MAX_KIND,
                            "commitment",
                            WebhookBodies::kind))
            .describedAs("Only entries of these kinds or wire types; empty for all.");

    private static final FieldType<Boolean> DISCLOSURES = FieldType.flag()
            .describedAs("Whether the texts go along that still exist: then a message is a line of the JSON export, and"
                    + " erasures are sent whatever `kinds` says.");

    private static final FieldType<String> DESCRIPTION =
            FieldType.line(200).describedAs("For yourself and your side, such as what it is for.");

    private WebhookBodies() {}

    /** A program that wants to receive entries. */
    record CreateWebhook(
            URI url,
            List<String> kinds,
            boolean disclosures,
            @Nullable String description,
            @Nullable Long fromSequence) {

        static CreateWebhook read(Fields fields) {
            return new CreateWebhook(
                    fields.required("url", ReceiverUrl.KIND),
                    fields.otherwise("kinds", SOME_KINDS, List.of()),
                    fields.otherwise("disclosures", DISCLOSURES, false),
                    fields.optional("description", DESCRIPTION),
                    fields.optional(
                            "fromSequence",
                            FieldType.longInteger(0, Long.MAX_VALUE)
                                    .describedAs("The first entry to send. Without it: whatever is recorded from now"
                                            + " on.")));
        }

        /** Its address may hold a secret. */
        @Override
        public String toString() {
            return "CreateWebhook";
        }
    }

    /** What changes; absent fields stay as they are. */
    record ChangeWebhook(
            @Nullable URI url,
            @Nullable List<String> kinds,
            @Nullable Boolean disclosures,
            @Nullable String description,
            @Nullable Boolean paused) {

        static ChangeWebhook read(Fields fields) {
            return new ChangeWebhook(
                    fields.optional("url", ReceiverUrl.KIND),
                    fields.optional("kinds", SOME_KINDS),
                    fields.optional("disclosures", DISCLOSURES),
                    fields.optional("description", DESCRIPTION),
                    fields.optional(
                            "paused",
                            FieldType.flag()
                                    .describedAs("`true` stops sending; `false` goes on with the entry after the last"
                                            + " one that was sent, also when the webhook was stopped.")));
        }

        @Override
        public String toString() {
            return "ChangeWebhook";
        }
    }

    /** Which of the dead letters to send again. */
    record ReplayDeadLetters(@Nullable Long sequence) {
        static ReplayDeadLetters read(Fields fields) {
            return new ReplayDeadLetters(fields.optional(
                    "sequence",
                    FieldType.longInteger(0, Long.MAX_VALUE)
                            .describedAs("This entry alone. Without it: all of them, in order.")));
        }
    }

    private static String kind(String text) {
        if (KINDS.contains(text) || WireTypes.names().contains(text)) {
            return text;
        }
        throw new Invalid(
                "unknown-kind", "It must be a kind of entry such as commitment, or a type as entries show it.");
    }
}
