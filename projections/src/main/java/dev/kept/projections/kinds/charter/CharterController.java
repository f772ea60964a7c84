package dev.kept.projections.kinds.charter;

import dev.kept.http.Asked;
import dev.kept.http.Caller;
import dev.kept.http.ETags;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Problem;
import dev.kept.projections.kinds.charter.CharterAnswer.CharterProposalAnswer;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Charter")
class CharterController {

    private static final CharterKind KIND = new CharterKind();
    private static final String PATH = "/api/ledgers/{ledger}/charter";

    private final Ledgers ledgers;
    private final Texts texts;

    CharterController(Ledgers ledgers, Texts texts) {
        this.ledgers = ledgers;
        this.texts = texts;
    }

    @GetMapping(PATH)
    @Operation(
            operationId = "getCharter",
            summary = "The charter in force, the proposal that waits for an answer, and all that was put forward")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CharterAnswer.class)))
    @Nullable
    JsonNode get(@PathVariable UUID ledger, Asked<CharterQuery> asked, WebRequest web) {
        return answer(ledger, asked.caller(), asked.query().asOf(), web, CharterAnswer::of);
    }

    @GetMapping(PATH + "/proposals/{proposal}")
    @Operation(
            operationId = "getCharterProposal",
            summary = "All clauses there would be with a proposal, what it changes, and what became of it")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = CharterProposalAnswer.class)))
    @Nullable
    JsonNode proposal(
            @PathVariable UUID ledger, @PathVariable UUID proposal, Asked<CharterQuery> asked, WebRequest web) {
        return answer(
                ledger,
                asked.caller(),
                asked.query().asOf(),
                web,
                view -> view.proposal(proposal)
                        .map(found -> CharterProposalAnswer.of(view, found))
                        .orElseThrow(() -> Problem.of(
                                404,
                                "charter-proposal-not-found",
                                "No such proposal",
                                "There is no such proposal of a charter in this ledger.")));
    }

    @GetMapping(PATH + "/versions/{version}")
    @Operation(operationId = "getCharterVersion", summary = "The charter as it was in force at some time")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CharterVersion.class)))
    @Nullable
    JsonNode version(@PathVariable UUID ledger, @PathVariable int version, Asked<CharterQuery> asked, WebRequest web) {
        return answer(
                ledger,
                asked.caller(),
                asked.query().asOf(),
                web,
                view -> view.version(version).map(CharterVersion::of).orElseThrow(() -> noVersion(view, version)));
    }

    @GetMapping(PATH + "/changes")
    @Operation(
            operationId = "getCharterChanges",
            summary = "What changed from one version to another: clauses added, removed and reworded, with both texts")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CharterChanges.class)))
    @Nullable
    JsonNode changes(@PathVariable UUID ledger, Asked<CharterChangesQuery> asked, WebRequest web) {
        CharterChangesQuery query = asked.query();
        return answer(ledger, asked.caller(), query.asOf(), web, view -> {
            int to = query.to() == null ? view.version() : query.to();
            int from = query.from() == null ? Math.max(to - 1, 0) : query.from();
            for (int version : new int[] {from, to}) {
                if (version > view.version()) {
                    throw noVersion(view, version);
                }
            }
            return CharterChanges.between(from, view.clausesOf(from), to, view.clausesOf(to));
        });
    }

    private @Nullable JsonNode answer(
            UUID ledger, Caller caller, @Nullable AsOf asOf, WebRequest web, Function<CharterView, Object> answer) {
        LedgerReading reading = ledgers.open(ledger, caller.member(), asOf);
        Item<CharterView> charter = reading.items(KIND.fold(), ItemFilter.ALL).stream()
                .findFirst()
                .flatMap(item -> reading.item(KIND.fold(), item.id()))
                .orElseThrow(KIND::notFound);
        Object found = answer.apply(charter.view());
        return web.checkNotModified(ETags.of(charter.lastSequence()))
                ? null
                : CharterChanges.withoutRepetitions(texts.render(reading, found));
    }

    private static Problem noVersion(CharterView view, int version) {
        return Problem.of(
                        404,
                        "charter-version-not-found",
                        "No such version",
                        "The charter has no version with that number.")
                .withFact("version", version)
                .withFact("inForce", view.version());
    }

    record CharterQuery(@Nullable AsOf asOf) {
        static CharterQuery read(Fields fields) {
            return new CharterQuery(fields.optional("asOf", AsOf.KIND));
        }
    }

    record CharterChangesQuery(
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable AsOf asOf) {

        private static final int MAX_VERSION = 1_000_000;

        static CharterChangesQuery read(Fields fields) {
            return new CharterChangesQuery(
                    fields.optional(
                            "from",
                            FieldType.integer(0, MAX_VERSION)
                                    .describedAs(
                                            "The version before, or 0 for nothing; the one before `to` when absent.")),
                    fields.optional(
                            "to",
                            FieldType.integer(1, MAX_VERSION)
                                    .describedAs("The version after; the one in force when absent.")),
                    fields.optional("asOf", AsOf.KIND));
        }
    }
}
