package dev.kept.commitments.notary;

import dev.kept.commitments.evidence.EvidenceFiles;
import dev.kept.events.Disclosure;
import dev.kept.events.EvidenceFile;
import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportWriter;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** A whole ledger as a zip that anybody can check offline. Holds 256 entries at a time, whatever the ledger holds. */
@Component
class ProofExport {

    private static final int BUNDLE = 256;

    private static final String STATEMENTS = """
        SELECT statement FROM commitments.entry
        WHERE ledger_id = ? AND sequence >= ? AND sequence < ? ORDER BY sequence
        """;

    private static final String DISCLOSURES = """
        SELECT sequence, disclosure, field FROM commitments.disclosure
        WHERE ledger_id = ? AND sequence >= ? AND sequence < ? ORDER BY sequence, field
        """;

    private final DataSource dataSource;
    private final CosignedHeads heads;
    private final EvidenceFiles evidence;

    ProofExport(
            @Qualifier("commitmentsDataSource") DataSource dataSource, CosignedHeads heads, EvidenceFiles evidence) {
        this.dataSource = dataSource;
        this.heads = heads;
        this.evidence = evidence;
    }

    /**
     * Which texts the export shows.
     *
     * @param all false to leave out every one
     * @param leftOut entries whose texts it does not show
     * @param files false to leave out the files that shown texts name
     */
    record Texts(boolean all, Set<Long> leftOut, boolean files) {
        Texts {
            leftOut = Set.copyOf(leftOut);
        }

        boolean shows(long sequence) {
            return all && !leftOut.contains(sequence);
        }
    }

    /**
     * Writes the entries of a head, with the texts that are there and wanted, the files that these name, what witnesses cosigned last, and
     * receipts; the checkpoint comes last.
     */
    void write(UUID ledger, SignedTreeHead head, Texts texts, List<Receipt> receipts, OutputStream out)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        ExportWriter export = new ExportWriter(ExportFiles.zip(zip));
        long size = head.head().size();
        Set<String> files = new TreeSet<>();
        for (long from = 0; from < size; from += BUNDLE) {
            Bundle bundle = bundle(ledger, from, Math.min(size, from + BUNDLE), texts);
            export.bundle(bundle.statements(), bundle.disclosures());
            files.addAll(bundle.files());
        }
        for (String sha256 : files) {
            evidence.write(ledger, sha256, () -> export.file(sha256));
        }
        for (SignedTreeHead cosigned : heads.lastOfEachWitness(ledger, size - 1)) {
            export.head(cosigned);
        }
        for (Receipt receipt : receipts) {
            export.receipt(receipt);
        }
        export.finish(head);
        zip.finish();
    }

    /** @param files the digests of those that the disclosures name */
    private record Bundle(List<byte[]> statements, List<List<String>> disclosures, Set<String> files) {}

    /** By a connection that is given back before any of it is sent: a slow reader must not keep one. */
    private Bundle bundle(UUID ledger, long from, long to, Texts texts) {
        try (Connection connection = dataSource.getConnection()) {
            Set<String> files = new HashSet<>();
            return new Bundle(
                    statements(connection, ledger, from, to),
                    disclosures(connection, ledger, from, to, texts, files),
                    files);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the store does not answer", e);
        }
    }

    static List<byte[]> statements(Connection connection, UUID ledger, long from, long to) throws SQLException {
        List<byte[]> statements = new ArrayList<>();
        try (PreparedStatement query = between(connection, STATEMENTS, ledger, from, to);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                statements.add(row.getBytes(1));
            }
        }
        return statements;
    }

    private static List<List<String>> disclosures(
            Connection connection, UUID ledger, long from, long to, Texts texts, Set<String> files)
            throws SQLException {
        List<List<String>> disclosures = new ArrayList<>();
        for (long sequence = from; sequence < to; sequence++) {
            disclosures.add(new ArrayList<>());
        }
        try (PreparedStatement query = between(connection, DISCLOSURES, ledger, from, to);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long sequence = row.getLong(1);
                if (texts.shows(sequence)) {
                    String disclosure = row.getString(2);
                    disclosures.get((int) (sequence - from)).add(disclosure);
                    if (texts.files() && EvidenceFile.isDigest(row.getString(3))) {
                        files.add(Disclosure.parse(disclosure).value());
                    }
                }
            }
        }
        return disclosures;
    }

    private static PreparedStatement between(Connection connection, String sql, UUID ledger, long from, long to)
            throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setObject(1, ledger);
        query.setLong(2, from);
        query.setLong(3, to);
        return query;
    }
}
