package dev.kept.commitments.draft;

import dev.kept.commitments.draft.DraftQueries.PageStart;
import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.Secret;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operations on drafts are sent. */
final class DraftBodies {

    private static final FieldType<String> BODY = FieldType.anyObject(200_000)
            .describedAs("The command's JSON as far as it is written; its fields are judged when it is released.");

    private static final FieldType<Long> SEEN = FieldType.longInteger(0, 999_999_999_999_999_999L)
            .describedAs("The sequence that the command is to be sent with as `If-Match`: the last entry its author had"
                    + " seen.");

    private static final FieldType<String> ZONE = Dues.ZONE.describedAs("IANA time zone of the author.");

    private DraftBodies() {}

    private static <T> T orElse(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /**
     * What a draft is when it is kept.
     *
     * @param path of the command
     */
    record KeepDraftBody(String path, String body, @Nullable Long seen, Cooling cooling, String zone) {
        static KeepDraftBody read(Fields fields) {
            return new KeepDraftBody(
                    fields.required(
                            "path",
                            FieldType.line(300)
                                    .describedAs("Where the command would be posted, e.g."
                                            + " `/api/ledgers/8b1e.../concerns`. Any operation that records an"
                                            + " entry in a ledger can be drafted.")),
                    orElse(fields.optional("body", BODY), "{}"),
                    fields.optional("seen", SEEN),
                    orElse(fields.optional("coolsUntil", Cooling.KIND), Cooling.NEXT_MORNING),
                    fields.required("zone", ZONE));
        }
    }

    /** What stands in the draft from now on. */
    record ReviseDraftBody(String body, @Nullable Long seen) {
        static ReviseDraftBody read(Fields fields) {
            return new ReviseDraftBody(
                    fields.required("body", BODY),
                    fields.optional(
                            "seen",
                            SEEN.describedAs("As when it was kept; what was said then stays when it is absent.")));
        }
    }

    /** How long it is to cool, from now. */
    record CoolDraftBody(Cooling cooling, String zone) {
        static CoolDraftBody read(Fields fields) {
            return new CoolDraftBody(fields.required("coolsUntil", Cooling.KIND), fields.required("zone", ZONE));
        }
    }

    /** @param member null for whoever is handed the link */
    record InviteReaderBody(@Nullable UUID member, @Nullable String name) {
        static InviteReaderBody read(Fields fields) {
            return new InviteReaderBody(
                    fields.optional(
                            "member",
                            FieldType.uuid()
                                    .describedAs("A member of your own side. When absent, the answer holds a link for"
                                            + " whomever you hand it to.")),
                    fields.optional(
                            "name",
                            FieldType.line(200).describedAs("How you call that member; `Member` when absent.")));
        }
    }

    record BecomeReaderBody(String secretDigest) {
        static BecomeReaderBody read(Fields fields) {
            return new BecomeReaderBody(fields.required("secret", Secret.DIGEST));
        }
    }

    record CommentOnDraftBody(String text) {
        static CommentOnDraftBody read(Fields fields) {
            return new CommentOnDraftBody(fields.required("text", FieldType.text(10_000)));
        }
    }

    /** Whose drafts. */
    enum As {
        AUTHOR,
        READER
    }

    record DraftListQuery(@Nullable As as, int limit, PageStart after) {
        static final String LIST = "listDrafts";

        static DraftListQuery read(Fields fields) {
            PageStart after = fields.optional("cursor", PageStart.CURSOR);
            return new DraftListQuery(
                    fields.optional(
                            "as",
                            FieldType.choice(As.class).describedAs("Only those you write, or only those you read.")),
                    fields.otherwise("limit", FieldType.integer(1, 200).describedAs("50 when absent."), 50),
                    after == null ? PageStart.FIRST : after);
        }
    }
}
