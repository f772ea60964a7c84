package dev.kept.commitments.web;

import java.util.UUID;

/** Ids of what a command creates beside its own item. They follow from that item's id, so that a repeated command means the same. */
public final class PartIds {

    private PartIds() {}

    /**
     * @param whole the id the command was given
     * @param place where the part stands in what was posted, e.g. {@code commitments/0}
     */
    public static UUID of(UUID whole, String place) {
        return Digests.uuid("part", whole.toString(), place);
    }
}
