package dev.kept.commitments.draft;

import dev.kept.commitments.draft.DraftBodies.BecomeReaderBody;
import dev.kept.commitments.draft.DraftBodies.CommentOnDraftBody;
import dev.kept.commitments.draft.DraftBodies.CoolDraftBody;
import dev.kept.commitments.draft.DraftBodies.InviteReaderBody;
import dev.kept.commitments.draft.DraftBodies.KeepDraftBody;
import dev.kept.commitments.draft.DraftBodies.ReviseDraftBody;
import dev.kept.commitments.web.Recorded;
import dev.kept.http.Caller;
import dev.kept.http.ETags;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/drafts")
@Tag(
        name = "Drafts",
        description = "What you are still writing: visible to you and one second reader alone, never part of a record"
                + " until you release it. `If-Match` is held against the draft's `version`.")
class DraftController {

    private final Drafts drafts;

    DraftController(Drafts drafts) {
        this.drafts = drafts;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Keep a command as a draft, complete or not",
            description = "Any operation that records an entry in a ledger you take part in can be drafted. Nothing is"
                    + " recorded. A person has at most 200 drafts.")
    ResponseEntity<DraftAnswer> keepDraft(Posted<KeepDraftBody> posted) {
        Draft draft = drafts.keep(posted);
        return ResponseEntity.created(URI.create("/api/drafts/" + draft.id()))
                .eTag(ETags.of(draft.version()))
                .body(answer(draft, posted.caller()));
    }

    @PostMapping("/{draft}/revision")
    @Operation(summary = "Say what stands in your draft from now on")
    ResponseEntity<DraftAnswer> reviseDraft(@PathVariable UUID draft, Posted<ReviseDraftBody> posted) {
        return changed(drafts.revise(draft, posted), posted.caller());
    }

    @PostMapping("/{draft}/cooling")
    @Operation(summary = "Choose anew how long your draft is to cool, from now")
    ResponseEntity<DraftAnswer> coolDraft(@PathVariable UUID draft, Posted<CoolDraftBody> posted) {
        CoolDraftBody body = posted.body();
        return changed(drafts.cool(draft, body.cooling(), body.zone(), posted), posted.caller());
    }

    @PostMapping("/{draft}/reader")
    @Operation(
            summary = "Let one other person read your draft and comment on it",
            description =
                    "A member of your own side reads it at once. Without a member the answer holds a link, for"
                            + " anybody you hand it to; it is good for 14 days, for one person, and replaces a link made before.")
    ResponseEntity<DraftAnswer.Invitation> inviteReader(@PathVariable UUID draft, Posted<InviteReaderBody> posted) {
        InviteReaderBody body = posted.body();
        DraftAnswer.Invitation answer = body.member() == null
                ? DraftAnswer.Invitation.of(drafts.find(draft, posted.caller()), drafts.inviteReader(draft, posted))
                : DraftAnswer.Invitation.of(
                        drafts.letRead(draft, body.member(), body.name() == null ? "Member" : body.name(), posted),
                        null);
        return ResponseEntity.ok().eTag(ETags.of(answer.version())).body(answer);
    }

    @PostMapping("/{draft}/reader/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Let nobody else read your draft any more, or stop reading somebody's",
            description = "A link that nobody has used yet is void.")
    void withdrawReader(@PathVariable UUID draft, Posted<Nothing> posted) {
        drafts.withdrawReader(draft, posted.caller());
    }

    @PostMapping("/{draft}/reading")
    @Operation(summary = "Become the second reader of a draft, with the secret from its link")
    ResponseEntity<DraftAnswer> becomeReader(@PathVariable UUID draft, Posted<BecomeReaderBody> posted) {
        return changed(drafts.becomeReader(draft, posted.body().secretDigest(), posted.caller()), posted.caller());
    }

    @PostMapping("/{draft}/comments")
    @Operation(summary = "Say something about a draft that you write or read")
    ResponseEntity<DraftAnswer> commentOnDraft(@PathVariable UUID draft, Posted<CommentOnDraftBody> posted) {
        drafts.comment(draft, posted.body().text(), posted);
        return changed(drafts.find(draft, posted.caller()), posted.caller());
    }

    @PostMapping("/{draft}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete your draft, with everything that was said about it")
    void discardDraft(@PathVariable UUID draft, Posted<Nothing> posted) {
        drafts.discard(draft, posted.caller());
    }

    @PostMapping("/{draft}/release")
    @Operation(
            summary = "Record what your draft stands for, and delete the draft",
            description = "Answers what the command answers, 200 or 201. Not before it has cooled (409"
                    + " `draft-cooling`). A refusal of the command is passed on, with pointers into the draft's body, and"
                    + " the draft is kept. However often it is released, it is recorded once.")
    ResponseEntity<Recorded> releaseDraft(@PathVariable UUID draft, Posted<Nothing> posted) throws Exception {
        return drafts.release(draft, posted);
    }

    private ResponseEntity<DraftAnswer> changed(Draft draft, Caller caller) {
        return ResponseEntity.ok().eTag(ETags.of(draft.version())).body(answer(draft, caller));
    }

    private DraftAnswer answer(Draft draft, Caller caller) {
        return DraftAnswer.of(draft, caller.member(), drafts.operation(draft), drafts.comments(draft), drafts.now());
    }
}
