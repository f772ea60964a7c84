package dev.kept.transparency.witness;

import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SignedNote;
import java.util.Optional;

/** What a witness remembers: for each log the last head that it cosigned. */
public interface WitnessedHeads {

    /** The last head stored for a log. */
    Optional<TreeHead> last(String origin);

    /**
     * Stores a head in the place of the last one, for good: when this returns true, it survives a crash.
     *
     * @param expected the size of the last head stored, 0 when there is none; atomically compared
     * @param head the one to remember
     * @param cosigned the same head with the log's signature and the witness's own, to be given to whoever asks
     * @return false when the last head has another size by now; nothing is stored then
     */
    boolean advance(long expected, TreeHead head, SignedNote cosigned);
}
