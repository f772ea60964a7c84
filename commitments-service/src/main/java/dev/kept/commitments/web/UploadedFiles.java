package dev.kept.commitments.web;

import dev.kept.events.EvidenceFile;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Finds the files that a command names. */
public interface UploadedFiles {

    /**
     * Those of the files that the person uploaded to the ledger. They are not removed as unused before the command has had its time.
     *
     * @return by id; what was not found is not in it
     * @throws dev.kept.commitments.eventstore.StoreUnavailable when PostgreSQL does not answer
     */
    Map<UUID, EvidenceFile> named(UUID ledger, UUID member, Collection<UUID> files);
}
