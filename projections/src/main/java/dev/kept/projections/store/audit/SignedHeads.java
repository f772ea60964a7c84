package dev.kept.projections.store.audit;

import dev.kept.http.FieldError;
import dev.kept.http.Problem;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.RightEdge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Checks a head that somebody brings along against the entries that came from Kafka, before it is shown to people. */
public final class SignedHeads {

    private final JdbcTemplate sql;
    private final HeadSignature signature;

    /** @param publicKeys as the {@link Auditor} has them */
    public SignedHeads(DataSource dataSource, List<byte[]> publicKeys) {
        this.sql = new JdbcTemplate(dataSource);
        this.signature = new HeadSignature(publicKeys);
    }

    /**
     * A head that is one of its ledger's.
     *
     * @param signer the key that has signed it; null when no key is known here, so that nobody has checked who signed it
     */
    public record Checked(
            TreeHead head, SignedNote note, @Nullable VerifierKey signer) {}

    /**
     * The head of a signed note.
     *
     * @param parameter the query parameter that has it
     * @throws Problem 400 when it is none of this ledger's
     */
    public static TreeHead headOf(UUID ledger, SignedNote note, String parameter) {
        return HeadSignature.headOf(ledger, note.toBytes())
                .orElseThrow(() -> Problem.invalidFields(List.of(new FieldError(
                        "#/query/" + parameter, "not-a-head", "It must be a signed head of this ledger."))));
    }

    /**
     * Checks it. Within a transaction, because statements are read a few at a time; of a head that is older than what the audit has
     * reached, all of them from the first.
     *
     * @param note with a head of this ledger, of no more entries than are known
     * @throws Problem 409 when the ledger's key has not signed it, or not over these entries
     */
    public Checked check(UUID ledger, SignedNote note) {
        return Objects.requireNonNull(
                sql.execute((Connection connection) -> check(new JdbcAudit(connection), ledger, note)));
    }

    private Checked check(JdbcAudit audit, UUID ledger, SignedNote note) throws SQLException {
        TreeHead head = TreeHead.parse(note.text());
        List<UUID> one = List.of(ledger);
        List<KeyChange> changes = audit.keyChanges(one).getOrDefault(ledger, List.of());
        Optional<VerifierKey> signer = signature.signer(note, changes);
        if (signer.isEmpty() && !signature.publicKeys().isEmpty()) {
            throw Problem.of(
                    409,
                    "head-not-signed",
                    "The head is not signed by the record's key",
                    "This ledger's key has not signed the head that was given.");
        }
        RightEdge edge = audit.edges(one).getOrDefault(ledger, RightEdge.EMPTY);
        RightEdge grown = audit.grown(ledger, edge.size() <= head.size() ? edge : RightEdge.EMPTY, head.size());
        if (!grown.root().equals(head.root())) {
            throw Problem.of(
                            409,
                            "head-not-of-these-entries",
                            "The head is not the one of these entries",
                            "The first %d entries of this ledger have another root than the head that was given. Keep the head as evidence."
                                    .formatted(head.size()))
                    .withFact("computedRoot", grown.root().toString());
        }
        return new Checked(head, note, signer.orElse(null));
    }
}
