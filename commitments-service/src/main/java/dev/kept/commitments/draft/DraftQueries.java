package dev.kept.commitments.draft;

import dev.kept.commitments.draft.DraftAnswer.Brief;
import dev.kept.commitments.draft.DraftAnswer.DraftPage;
import dev.kept.commitments.draft.DraftBodies.DraftListQuery;
import dev.kept.http.Asked;
import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Nothing;
import dev.kept.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads drafts where they are written, because the read side must never hold one. */
@RestController
@Tag(name = "Drafts")
class DraftQueries {

    private final Drafts drafts;

    DraftQueries(Drafts drafts) {
        this.drafts = drafts;
    }

    @GetMapping("/api/drafts")
    @Operation(operationId = "listDrafts", summary = "The drafts you write and those you read, the oldest first")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DraftPage.class)))
    Page<Brief> list(Asked<DraftListQuery> asked) {
        DraftListQuery query = asked.query();
        PageStart place = query.after();
        List<Draft> found = drafts.list(asked.caller(), query.as(), place.created(), place.draft(), query.limit() + 1);
        List<Draft> first = found.subList(0, Math.min(found.size(), query.limit()));
        String next = found.size() > first.size() ? PageStart.after(first.getLast()) : null;
        Instant now = drafts.now();
        return new Page<>(
                first.stream()
                        .filter(draft -> drafts.mayRead(draft, asked.caller()))
                        .map(draft -> DraftAnswer.brief(draft, asked.caller().member(), drafts.operation(draft), now))
                        .toList(),
                next);
    }

    @GetMapping("/api/drafts/{draft}")
    @Operation(operationId = "getDraft", summary = "A draft that you write or read, with what was said about it")
    DraftAnswer get(@PathVariable UUID draft, Asked<Nothing> asked) {
        Draft found = drafts.find(draft, asked.caller());
        return DraftAnswer.of(
                found, asked.caller().member(), drafts.operation(found), drafts.comments(found), drafts.now());
    }

    /** Where a page of the list begins. */
    record PageStart(Instant created, UUID draft) {

        static final PageStart FIRST = new PageStart(Instant.EPOCH, new UUID(0, 0));

        static final FieldType<PageStart> CURSOR =
                Cursor.type(DraftListQuery.LIST, FIRST, cursor -> new PageStart(cursor.instant(0), cursor.id(1)));

        static String after(Draft draft) {
            return Cursor.of(draft.created(), draft.id()).encoded(DraftListQuery.LIST);
        }
    }
}
