package dev.kept.commitments.notary;

import dev.kept.commitments.key.RecordedKeyChanges;
import dev.kept.commitments.web.Ledgers;
import dev.kept.http.AnswerBroken;
import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Expensive;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Nothing;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.tree.Hash;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(
        name = "Proofs",
        description =
                "Each ledger is a Merkle tree over its statements (RFC 9162); these are signed in the formats of C2SP,"
                        + " and verified by `kept-verify.jar` or any other verifier of those formats.")
class ProofController {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final int MOST_LEFT_OUT = 200;
    private static final int MOST_RECEIPTS = 200;
    private static final FieldType<Long> SIZE = FieldType.longInteger(1, 1L << 53)
            .describedAs("How many entries the tree has: one more than the sequence of its last.");

    private final Ledgers ledgers;
    private final TreeHeads heads;
    private final CosignedHeads cosigned;
    private final LogIdentity identity;
    private final ProofExport export;

    ProofController(
            Ledgers ledgers, TreeHeads heads, CosignedHeads cosigned, LogIdentity identity, ProofExport export) {
        this.ledgers = ledgers;
        this.heads = heads;
        this.cosigned = cosigned;
        this.identity = identity;
        this.export = export;
    }

    /**
     * What is needed to verify heads of a ledger.
     *
     * @param origin the ledger's name in its heads
     * @param verifierKey as verifiers of signed notes take it
     * @param publicKey Ed25519, base64
     * @param fingerprint SHA-256 of the public key, hexadecimal: compare it with the one that the operator has published
     * @param signedSince from when on heads are signed here: the roots over what was recorded before were computed then, once and in order
     * @param changes the entries that have changed the key, in their order; most often none
     */
    @Schema(name = "LedgerKey")
    record KeyAnswer(
            String origin,
            String verifierKey,
            String publicKey,
            String fingerprint,
            Instant signedSince,
            List<KeyChangeAnswer> changes) {}

    /**
     * An entry with which another key took over. Heads of more entries than those up to this one are signed by the new key.
     *
     * @param sequence of the entry
     * @param oldKey as verifiers of signed notes take it
     * @param newKey as verifiers of signed notes take it
     * @param handedOver whether the old key has signed this too; false where it was lost: then nothing but the operator's word says that
     *     the new key is the right one
     * @param statement the entry's statement byte for byte, base64, for whoever checks the signatures and that the entry is in the record
     */
    @Schema(name = "LedgerKeyChange")
    record KeyChangeAnswer(long sequence, String oldKey, String newKey, boolean handedOver, String statement) {

        static KeyChangeAnswer of(RecordedKeyChanges.Recorded recorded) {
            KeyChange change = recorded.change();
            return new KeyChangeAnswer(
                    recorded.sequence(),
                    change.oldKey().toString(),
                    change.newKey().toString(),
                    change.isRotation(),
                    Base64.getEncoder().encodeToString(recorded.statement()));
        }
    }

    /**
     * A proof that the ledger only grew.
     *
     * @param from how many entries the older head has
     * @param to how many the newer one has
     * @param hashes base64, in the order of RFC 9162, section 2.1.4
     */
    @Schema(name = "ConsistencyProof")
    record ConsistencyAnswer(long from, long to, List<String> hashes) {}

    /** How many entries the tree has; the latest when it is not said. */
    record AtSize(@Nullable Long size) {
        static AtSize read(Fields fields) {
            return new AtSize(fields.optional("size", SIZE));
        }
    }

    /**
     * What an export shows: {@code texts=false} for no texts, {@code leaveOut} for all but those of some entries.
     *
     * @param size of the head that it stands at; null for the latest
     * @param receipts the entries whose receipts it brings along
     */
    record ExportQuery(@Nullable Long size, ProofExport.Texts texts, List<Long> receipts) {
        static ExportQuery read(Fields fields) {
            Long size = fields.optional("size", SIZE);
            boolean all =
                    fields.otherwise("texts", FieldType.flag().describedAs("`false` leaves out all texts."), true);
            List<Long> leftOut = fields.otherwise(
                    "leaveOut",
                    FieldType.list(MOST_LEFT_OUT, FieldType.longInteger(0, 1L << 53))
                            .describedAs("The sequences of entries whose texts are left out."),
                    List.of());
            List<Long> receipts = fields.otherwise(
                    "receipts",
                    FieldType.list(MOST_RECEIPTS, FieldType.longInteger(0, 1L << 53))
                            .describedAs("The sequences of entries whose receipts go along, one file each."),
                    List.of());
            boolean files = fields.otherwise(
                    "files", FieldType.flag().describedAs("`false` leaves out all files, not their digests."), true);
            return new ExportQuery(
                    size,
                    new ProofExport.Texts(all, Set.copyOf(leftOut), files),
                    receipts.stream().distinct().sorted().toList());
        }
    }

    record FromTo(long from, long to) {
        static FromTo read(Fields fields) {
            long from = fields.required("from", SIZE);
            long to = fields.required("to", SIZE);
            return fields.derive("to", Set.of("from", "to"), new FromTo(0, 0), () -> {
                if (from > to) {
                    throw new Invalid("out-of-order", "It must not be less than `from`.");
                }
                return new FromTo(from, to);
            });
        }
    }

    @GetMapping("/api/ledgers/{ledger}/tree-key")
    @Operation(operationId = "getTreeKey", summary = "The key that verifies this ledger's heads and receipts")
    KeyAnswer key(@PathVariable UUID ledger, Asked<Nothing> asked) {
        requireMember(ledger, asked);
        return new KeyAnswer(
                identity.origin(ledger),
                identity.signer(ledger).verifierKey().toString(),
                identity.publicKey().base64(),
                identity.publicKey().fingerprint(),
                identity.since(),
                heads.keyChanges(ledger).stream().map(KeyChangeAnswer::of).toList());
    }

    @GetMapping("/api/ledgers/{ledger}/tree-head")
    @Operation(
            operationId = "getTreeHead",
            summary = "A signed tree head: how many entries the ledger has, and the root over all of them",
            description =
                    "A C2SP signed note, with the cosignatures of the ledger's witnesses. Keep it: a later head that"
                            + " does not extend it shows that the record was rewritten.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    ResponseEntity<byte[]> head(@PathVariable UUID ledger, Asked<AtSize> asked) {
        requireMember(ledger, asked);
        SignedTreeHead head = cosigned.head(ledger, asked.query().size());
        return ResponseEntity.ok()
                .contentType(TEXT)
                .eTag(ETags.of(head.head().size() - 1))
                .body(head.note().toString().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/api/ledgers/{ledger}/entries/{sequence}/receipt")
    @Operation(
            operationId = "getReceipt",
            summary = "A receipt: what proves that an entry is in the record, and which",
            description = "A C2SP tlog-proof: the entry's number, an inclusion proof, and the signed tree head.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    ResponseEntity<byte[]> receipt(@PathVariable UUID ledger, @PathVariable long sequence, Asked<AtSize> asked) {
        requireMember(ledger, asked);
        return ResponseEntity.ok()
                .contentType(TEXT)
                .body(cosigned.receipt(ledger, sequence, asked.query().size()).toBytes());
    }

    @GetMapping("/api/ledgers/{ledger}/tree-head/consistency")
    @Operation(
            operationId = "getConsistencyProof",
            summary = "What proves that the newer of two heads extends the older one")
    ConsistencyAnswer consistency(@PathVariable UUID ledger, Asked<FromTo> asked) {
        requireMember(ledger, asked);
        FromTo query = asked.query();
        return new ConsistencyAnswer(
                query.from(),
                query.to(),
                heads.consistency(ledger, query.from(), query.to()).stream()
                        .map(Hash::toString)
                        .toList());
    }

    @Expensive
    @GetMapping("/api/ledgers/{ledger}/proof")
    @Operation(
            operationId = "exportProof",
            summary = "The whole ledger as a zip that anybody can check offline with `kept-verify.jar`",
            description =
                    "A C2SP tlog-tiles directory: every statement byte for byte, the hashes, the signed tree head with its"
                            + " cosignatures, the heads that the ledger's witnesses cosigned last, receipts if they are"
                            + " asked for, the texts beside them, and the files that are named as evidence. `exportDocument` makes the documents for people"
                            + " that go with it. Texts can be left out, all or those of some entries: the rest is verified all the"
                            + " same, and the verifier says what was left out and what was erased.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    void export(@PathVariable UUID ledger, Asked<ExportQuery> asked, HttpServletResponse response) throws AnswerBroken {
        requireMember(ledger, asked);
        ExportQuery query = asked.query();
        SignedTreeHead head = cosigned.head(ledger, query.size());
        List<Receipt> receipts =
                cosigned.receipts(ledger, query.receipts(), head.head().size());
        long last = head.head().size() - 1;
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.ETAG, ETags.of(last));
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"ledger-%s-%d-proof.zip\"".formatted(ledger, last));
        try {
            export.write(ledger, head, query.texts(), receipts, response.getOutputStream());
            response.flushBuffer();
        } catch (IOException gone) {
            // The client went away: nobody is left to be told.
        } catch (RuntimeException failure) {
            throw new AnswerBroken(failure);
        }
    }

    private void requireMember(UUID ledger, Asked<?> asked) {
        ledgers.roles(ledger, asked.caller().member(), Set.of());
    }
}
