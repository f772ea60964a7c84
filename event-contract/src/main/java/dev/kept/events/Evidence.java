package dev.kept.events;

import org.jspecify.annotations.Nullable;

/**
 * What shows that something is so.
 *
 * @param label what it is
 * @param link where it can be reached
 * @param file what was handed in; absent in entries from before files, and where there is none
 */
public record Evidence(
        Text label, @Nullable Text link, @Nullable EvidenceFile file) {

    public Evidence(Text label, @Nullable Text link) {
        this(label, link, null);
    }
}
