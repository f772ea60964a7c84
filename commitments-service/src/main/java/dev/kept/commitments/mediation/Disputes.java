package dev.kept.commitments.mediation;

import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which deliveries are disputed: what a finding may be on. */
public interface Disputes {

    /**
     * Makes sure that a delivery is disputed now.
     *
     * @param occurrence null stands for the only one
     * @return the number of the occurrence
     * @throws dev.kept.commitments.kernel.Rejected when it is not, or there is no such occurrence
     */
    int requireDisputed(UUID commitment, @Nullable Integer occurrence);

    /** The entry with which an occurrence came to be disputed as it is now; empty when it is not disputed. */
    OptionalLong disputedSince(UUID commitment, int occurrence);
}
