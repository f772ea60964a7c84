package dev.kept.commitments.evidence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What may be handed in as evidence.
 *
 * @param maxFile the longest file
 * @param maxLedger the most of all files of a ledger, each content counted once
 * @param unusedAfter how long a file is kept that no entry and no draft names
 */
@ConfigurationProperties("kept.evidence")
record EvidenceSettings(
        @DefaultValue("25MB") DataSize maxFile,
        @DefaultValue("1GB") DataSize maxLedger,
        @DefaultValue("PT24H") Duration unusedAfter) {

    EvidenceSettings {
        if (maxFile.toBytes() < 1 || maxLedger.compareTo(maxFile) < 0) {
            throw new IllegalStateException(
                    "kept.evidence.max-file must be at least 1 byte, and kept.evidence.max-ledger at least as much");
        }
    }
}
