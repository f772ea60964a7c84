package dev.kept.commitments.web;

import dev.kept.events.Text;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as it is posted.
 *
 * @param label what it is
 * @param link where it can be reached
 * @param file one that the same person has uploaded to this ledger
 */
public record GivenEvidence(
        Text label, @Nullable Text link, @Nullable UUID file) {}
