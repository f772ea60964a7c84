package dev.kept.commitments.notary;

import dev.kept.commitments.web.CommandReceipts;
import dev.kept.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Signs the heads of what was just recorded. Whatever keeps it from that, the command was recorded all the same. */
@Component
class SignedCommandReceipts implements CommandReceipts {

    private final TreeHeads heads;

    SignedCommandReceipts(TreeHeads heads) {
        this.heads = heads;
    }

    @Override
    public Optional<List<String>> receipts(UUID ledger, List<Long> sequences) {
        try {
            return Optional.of(heads.receipts(ledger, sequences, sequences.getLast() + 1).stream()
                    .map(receipt -> new String(receipt.toBytes(), StandardCharsets.UTF_8))
                    .toList());
        } catch (Problem | DataAccessException notNow) {
            return Optional.empty();
        }
    }
}
