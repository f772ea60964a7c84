package dev.kept.commitments.notary;

import static java.util.Objects.requireNonNull;

import dev.kept.commitments.eventstore.OneAtATime;
import dev.kept.commitments.jdbc.JdbcInstants;
import dev.kept.events.Side;
import dev.kept.http.Problem;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.VerifierKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys with which parties cosign heads of their ledgers, and what they have cosigned. */
@Component
class Witnesses {

    /** A head must fit into what every verifier reads: 16 signatures, the log's own among them. */
    static final int MOST_OF_A_SIDE = 5;

    private static final String ALL = """
        SELECT w.witness_id, w.side, w.member_id, w.verifier_key, w.registered_at, w.removed_at, c.size, c.cosigned_at
        FROM commitments.witness w
        LEFT JOIN LATERAL (
            SELECT size, cosigned_at FROM commitments.cosignature c
            WHERE c.witness_id = w.witness_id ORDER BY size DESC LIMIT 1
        ) AS c ON true
        WHERE w.ledger_id = :ledger ORDER BY w.registered_at, w.witness_id
        """;

    private static final String REGISTER = """
        INSERT INTO commitments.witness (witness_id, ledger_id, side, member_id, verifier_key)
        VALUES (:id, :ledger, :side, :member, :key) ON CONFLICT DO NOTHING
        """;

    private static final String REMOVE = """
        UPDATE commitments.witness SET removed_at = now()
        WHERE witness_id = :id AND ledger_id = :ledger AND side = :side AND removed_at IS NULL
        """;

    private static final String LAST_SIZE = """
        SELECT coalesce((SELECT max(size) FROM commitments.cosignature WHERE witness_id = :id), 0)
        FROM commitments.witness WHERE witness_id = :id AND removed_at IS NULL FOR UPDATE
        """;

    private static final String STORE = """
        INSERT INTO commitments.cosignature (ledger_id, size, witness_id, line, cosigned_at)
        VALUES (:ledger, :size, :id, :line, :at) ON CONFLICT DO NOTHING
        """;

    private static final String LINES = """
        SELECT c.line FROM commitments.cosignature c JOIN commitments.witness w USING (witness_id)
        WHERE c.ledger_id = :ledger AND c.size = :size ORDER BY w.registered_at, w.witness_id
        """;

    private final JdbcClient jdbc;
    private final OneAtATime oneAtATime;
    private final TransactionTemplate transactions;

    Witnesses(
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            @Qualifier("commitmentsTransactions") TransactionTemplate transactions) {
        this.jdbc = JdbcClient.create(dataSource);
        this.oneAtATime = new OneAtATime(dataSource);
        this.transactions = transactions;
    }

    /**
     * A witness.
     *
     * @param removed since when it is none any more; null while it is one
     * @param size of the largest head that it cosigned; null when it cosigned none
     * @param cosigned when, as the witness says
     */
    record Witness(
            UUID id,
            Side side,
            UUID member,
            VerifierKey key,
            Instant registered,
            @Nullable Instant removed,
            @Nullable Long size,
            @Nullable Instant cosigned) {}

    List<Witness> of(UUID ledger) {
        return jdbc.sql(ALL).param("ledger", ledger).query(Witnesses::witness).list();
    }

    /**
     * Takes a key for a side; the same one again is taken already.
     *
     * @throws Problem 409 when it is or was another's, or the side has as many as there may be
     */
    Witness register(UUID ledger, Side side, UUID member, VerifierKey key) {
        return oneAtATime.of("witnesses", ledger, () -> {
            List<Witness> present = of(ledger);
            Optional<Witness> same =
                    present.stream().filter(each -> each.key().equals(key)).findFirst();
            if (same.isPresent()) {
                if (same.get().side() != side || same.get().removed() != null) {
                    throw Problem.of(
                            409,
                            "witness-key-used",
                            "Key already used",
                            "This key is, or was, registered in this ledger before. Take a new one.");
                }
                return same.get();
            }
            long active = present.stream()
                    .filter(each -> each.side() == side && each.removed() == null)
                    .count();
            if (active >= MOST_OF_A_SIDE) {
                throw Problem.of(
                                409,
                                "too-many-witnesses",
                                "Too many witnesses",
                                "Your side has " + MOST_OF_A_SIDE
                                        + " witnesses in this ledger, which is as many as there"
                                        + " may be. Remove one first.")
                        .withFact("most", MOST_OF_A_SIDE);
            }
            UUID id = UUID.randomUUID();
            jdbc.sql(REGISTER)
                    .param("id", id)
                    .param("ledger", ledger)
                    .param("side", side.name())
                    .param("member", member)
                    .param("key", key.toString())
                    .update();
            return of(ledger).stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("stored, yet not there"));
        });
    }

    /** @return false when the side has no such witness */
    boolean remove(UUID ledger, UUID witness, Side side) {
        return jdbc.sql(REMOVE)
                        .param("id", witness)
                        .param("ledger", ledger)
                        .param("side", side.name())
                        .update()
                == 1;
    }

    /**
     * Stores a cosignature for good, when the last head that the witness cosigned is the one that the sender takes for it.
     *
     * @param expected the size of that one, 0 for none
     * @return that size if it is another one; empty when it is stored
     */
    Optional<Long> advance(
            UUID ledger, UUID witness, long expected, long size, NoteSignature cosignature, Instant time) {
        return transactions.execute(status -> {
            Optional<Long> last =
                    jdbc.sql(LAST_SIZE).param("id", witness).query(Long.class).optional();
            if (last.isEmpty() || last.get() != expected) {
                return Optional.of(last.orElse(0L));
            }
            jdbc.sql(STORE)
                    .param("ledger", ledger)
                    .param("size", size)
                    .param("id", witness)
                    .param("line", cosignature.line())
                    .param("at", JdbcInstants.parameter(time))
                    .update();
            return Optional.empty();
        });
    }

    /** The cosignatures of a ledger's head of this size. */
    List<NoteSignature> cosignatures(UUID ledger, long size) {
        return jdbc.sql(LINES).param("ledger", ledger).param("size", size).query(String.class).list().stream()
                .map(line -> NoteSignature.parse(requireNonNull(line).strip()))
                .toList();
    }

    private static Witness witness(ResultSet row, int number) throws SQLException {
        return new Witness(
                row.getObject(1, UUID.class),
                Side.valueOf(row.getString(2)),
                row.getObject(3, UUID.class),
                VerifierKey.parse(row.getString(4)),
                JdbcInstants.get(row, 5),
                JdbcInstants.getOptional(row, 6),
                row.getObject(7, Long.class),
                JdbcInstants.getOptional(row, 8));
    }
}
