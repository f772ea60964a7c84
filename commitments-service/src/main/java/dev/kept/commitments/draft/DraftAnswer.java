package dev.kept.commitments.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.kept.commitments.draft.Draft.Comment;
import dev.kept.commitments.draft.Draft.Person;
import dev.kept.commitments.web.Invited;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft as its author or its second reader sees it.
 *
 * @param as {@code AUTHOR} or {@code READER}: what it is to whoever asks
 * @param operation what it will record, by the id of that operation
 * @param path where that command will be posted
 * @param body the command's JSON as far as it is written
 * @param seen the sequence it will be sent with as {@code If-Match}
 * @param coolsUntil before then it is not released; absent when it need not cool
 * @param zone of its author
 * @param releasable whether it has cooled
 * @param releasing whether its release was begun and what became of it is not known: releasing it again records it once
 * @param reader who reads it
 * @param invited until when somebody may come by the link that was made last; to its author alone
 * @param version counts every change; also the {@code ETag} of an answer to a POST
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Draft")
record DraftAnswer(
        UUID draft,
        DraftBodies.As as,
        UUID ledger,
        String operation,
        String path,

        @JsonRawValue @Schema(types = "object", implementation = Object.class)
        String body,

        @Nullable Long seen,
        @Nullable Instant coolsUntil,
        String zone,
        boolean releasable,
        boolean releasing,
        PersonAnswer author,
        @Nullable PersonAnswer reader,
        @Nullable Instant invited,
        List<CommentAnswer> comments,
        Instant created,
        Instant changed,
        long version) {

    @Schema(name = "DraftPerson")
    record PersonAnswer(UUID member, String name) {
        static PersonAnswer of(Person person) {
            return new PersonAnswer(person.member(), person.name());
        }
    }

    @Schema(name = "DraftComment")
    record CommentAnswer(UUID comment, PersonAnswer by, String text, Instant written) {
        static CommentAnswer of(Comment comment) {
            return new CommentAnswer(comment.id(), PersonAnswer.of(comment.by()), comment.text(), comment.written());
        }
    }

    /**
     * A draft in a list.
     *
     * @param begins the title it has so far, else the beginning of its longest text; absent when nothing is written
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DraftInBrief")
    record Brief(
            UUID draft,
            DraftBodies.As as,
            UUID ledger,
            String operation,
            @Nullable String begins,
            @Nullable Instant coolsUntil,
            boolean releasable,
            boolean releasing,
            PersonAnswer author,
            @Nullable PersonAnswer reader,
            Instant created,
            Instant changed,
            long version) {}

    /** For the document: what a page of them looks like. */
    @Schema(name = "DraftPage")
    record DraftPage(List<Brief> items, @Nullable String next) {}

    /**
     * A draft whose second reader was invited.
     *
     * @param secret whoever brings it may become the reader; it is shown here alone, as the link
     * @param link the page on which to become it, with the secret behind the {@code #}
     * @param expires until when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DraftInvitation")
    record Invitation(
            UUID draft,
            long version,
            @Nullable PersonAnswer reader,
            @Nullable String secret,
            @Nullable String link,
            @Nullable Instant expires) {

        static Invitation of(Draft draft, @Nullable Invited invited) {
            return new Invitation(
                    draft.id(),
                    draft.version(),
                    draft.reader() == null ? null : PersonAnswer.of(draft.reader()),
                    invited == null ? null : invited.secret(),
                    invited == null ? null : invited.link(),
                    invited == null ? null : invited.expires());
        }

        /** The secret must not reach a log by way of the string form. */
        @Override
        public String toString() {
            return "Invitation[" + draft + "]";
        }
    }

    static DraftAnswer of(Draft draft, UUID asking, String operation, List<Comment> comments, Instant now) {
        boolean own = draft.isOf(asking);
        return new DraftAnswer(
                draft.id(),
                own ? DraftBodies.As.AUTHOR : DraftBodies.As.READER,
                draft.ledger(),
                operation,
                draft.path(),
                draft.body(),
                draft.seen(),
                draft.coolsUntil(),
                draft.zone(),
                !draft.coolsAt(now),
                draft.releasing(),
                PersonAnswer.of(draft.author()),
                draft.reader() == null ? null : PersonAnswer.of(draft.reader()),
                own && draft.invitation() != null ? draft.invitation().expires() : null,
                comments.stream().map(CommentAnswer::of).toList(),
                draft.created(),
                draft.changed(),
                draft.version());
    }

    static Brief brief(Draft draft, UUID asking, String operation, Instant now) {
        return new Brief(
                draft.id(),
                draft.isOf(asking) ? DraftBodies.As.AUTHOR : DraftBodies.As.READER,
                draft.ledger(),
                operation,
                DraftPreview.of(draft.body()),
                draft.coolsUntil(),
                !draft.coolsAt(now),
                draft.releasing(),
                PersonAnswer.of(draft.author()),
                draft.reader() == null ? null : PersonAnswer.of(draft.reader()),
                draft.created(),
                draft.changed(),
                draft.version());
    }

    /** What was written must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "DraftAnswer[" + draft + "]";
    }
}
