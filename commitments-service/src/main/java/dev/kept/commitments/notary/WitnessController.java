package dev.kept.commitments.notary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.commitments.notary.Witnesses.Witness;
import dev.kept.commitments.web.Ledgers;
import dev.kept.events.Actor;
import dev.kept.events.Side;
import dev.kept.http.Asked;
import dev.kept.http.Caller;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import dev.kept.transparency.witness.WitnessAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(
        name = "Witnesses",
        description =
                "Each party can witness its own ledger: a program of its own remembers the last tree head, checks that the"
                        + " next one extends it, and cosigns it (C2SP tlog-cosignature). Cosigning holds nothing up.")
class WitnessController {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final Ledgers ledgers;
    private final Witnesses witnesses;
    private final Cosigning cosigning;

    WitnessController(Ledgers ledgers, Witnesses witnesses, Cosigning cosigning) {
        this.ledgers = ledgers;
        this.witnesses = witnesses;
        this.cosigning = cosigning;
    }

    /**
     * Who witnesses a ledger, and how far each side has come.
     *
     * @param sides both, whether they have a witness or not
     * @param witnesses in the order in which they were registered, removed ones included
     */
    @Schema(name = "Witnesses")
    record WitnessesAnswer(List<Cosigned> sides, List<RegisteredWitness> witnesses) {}

    /**
     * How far a side has cosigned the record.
     *
     * @param upTo the sequence of the last entry under the largest head that a witness of this side cosigned; absent when there is none
     * @param at when, as that witness says
     */
    @Schema(name = "CosignedBySide")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cosigned(
            Side side, @Nullable Long upTo, @Nullable Instant at) {}

    /**
     * A key that cosigns for a side.
     *
     * @param side whose it is
     * @param member who registered it
     * @param verifierKey as verifiers of signed notes take it; have it confirmed by its owner
     * @param registered UTC
     * @param removed since when it is no witness any more; absent while it is
     * @param upTo the sequence of the last entry under the largest head that it cosigned; absent when it cosigned none
     * @param at when, as it says
     */
    @Schema(name = "RegisteredWitness")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RegisteredWitness(
            UUID id,
            Side side,
            UUID member,
            String verifierKey,
            Instant registered,
            @Nullable Instant removed,
            @Nullable Long upTo,
            @Nullable Instant at) {

        static RegisteredWitness of(Witness witness) {
            return new RegisteredWitness(
                    witness.id(),
                    witness.side(),
                    witness.member(),
                    witness.key().toString(),
                    witness.registered(),
                    witness.removed(),
                    witness.size() == null ? null : witness.size() - 1,
                    witness.cosigned());
        }
    }

    @GetMapping("/api/ledgers/{ledger}/witnesses")
    @Operation(
            operationId = "listWitnesses",
            summary = "Who witnesses the ledger, and up to which entry each side has cosigned it")
    WitnessesAnswer list(@PathVariable UUID ledger, Asked<Nothing> asked) {
        ledgers.roles(ledger, asked.caller().member(), Set.of());
        List<Witness> all = witnesses.of(ledger);
        return new WitnessesAnswer(
                Arrays.stream(Side.values()).map(side -> cosigned(side, all)).toList(),
                all.stream().map(RegisteredWitness::of).toList());
    }

    private static Cosigned cosigned(Side side, List<Witness> all) {
        return all.stream()
                .filter(witness -> witness.side() == side && witness.size() != null)
                .max(Comparator.comparing(witness -> Objects.requireNonNull(witness.size())))
                .map(witness -> new Cosigned(side, Objects.requireNonNull(witness.size()) - 1, witness.cosigned()))
                .orElseGet(() -> new Cosigned(side, null, null));
    }

    @PostMapping("/api/ledgers/{ledger}/witnesses")
    @Operation(
            operationId = "registerWitness",
            summary = "Register a key that cosigns the ledger's heads for your side",
            description =
                    "Registering the same key again changes nothing. It is no entry: hand the key to the other side"
                            + " yourself, so that they need not take it from the operator.")
    @ApiResponse(responseCode = "201", description = "Registered.")
    ResponseEntity<RegisteredWitness> register(@PathVariable UUID ledger, Posted<RegisterWitness> posted) {
        Side side = sideOf(ledger, posted.caller());
        Witness witness = witnesses.register(
                ledger, side, posted.caller().member(), posted.body().verifierKey());
        return ResponseEntity.status(HttpStatus.CREATED).body(RegisteredWitness.of(witness));
    }

    @PostMapping("/api/ledgers/{ledger}/witnesses/{witness}/removal")
    @Operation(
            operationId = "removeWitness",
            summary = "Take a witness of your side away",
            description = "What it has cosigned stays.")
    @ApiResponse(responseCode = "204", description = "Removed.")
    ResponseEntity<Void> remove(@PathVariable UUID ledger, @PathVariable UUID witness, Posted<Nothing> posted) {
        if (!witnesses.remove(ledger, witness, sideOf(ledger, posted.caller()))) {
            throw Problem.of(404, "witness-not-found", "Not found", "Your side has no such witness.");
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/api/ledgers/{ledger}/witness/add-checkpoint")
    @Operation(
            operationId = "addCheckpoint",
            summary = "Hand in a tree head that a witness of your side has cosigned",
            description = "The body is that of C2SP tlog-witness: `old` and the size of the last head that the witness"
                    + " cosigned (0 for none), the consistency proof from there, an empty line, and the head with the"
                    + " log's signature and the cosignature. The answer has the signature lines of everybody who has"
                    + " cosigned this head.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(mediaType = "text/plain", schema = @Schema(type = "string"))))
    @ApiResponse(
            responseCode = "200",
            description = "Stored.",
            content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "403",
            description = "The head, or the cosignature, is not one that counts here.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "409",
            description = "The old size is not that of the last head cosigned: the body is that size, and a line end.",
            content = {
                @Content(mediaType = WitnessAnswer.SIZE, schema = @Schema(type = "string")),
                @Content(mediaType = "application/problem+json", schema = @Schema(ref = "#/components/schemas/Problem"))
            })
    ResponseEntity<byte[]> addCheckpoint(@PathVariable UUID ledger, Caller caller, HttpServletRequest request)
            throws IOException {
        Side side = sideOf(ledger, caller);
        try {
            String lines = cosigning.add(ledger, side, request.getInputStream().readAllBytes());
            return ResponseEntity.ok().contentType(TEXT).body(lines.getBytes(StandardCharsets.UTF_8));
        } catch (Cosigning.OtherSize other) {
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.parseMediaType(WitnessAnswer.SIZE))
                    .body((other.size() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private Side sideOf(UUID ledger, Caller caller) {
        Actor actor =
                ledgers.roles(ledger, caller.member(), Set.of(caller.member())).get(caller.member());
        if (actor instanceof Actor.Member member) {
            return member.side();
        }
        throw Problem.of(
                409,
                "not-a-party",
                "Against the rules of the ledger",
                "Only a member of one of the two parties can do this.");
    }
}
