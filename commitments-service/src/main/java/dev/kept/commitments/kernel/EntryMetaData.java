package dev.kept.commitments.kernel;

/**
 * Keys of an Axon message's metadata. On a command: {@link #MEMBER}, {@link #COMMAND_ID}, {@link #COMMAND_DIGEST}, {@link #IF_MATCH};
 * on an event, what the event store needs to write the entry: {@link #ACTOR}, {@link #RECORDED}, {@link #COMMAND_ID},
 * {@link #COMMAND_INDEX}, {@link #COMMAND_DIGEST}.
 */
public final class EntryMetaData {

    /** {@link java.util.UUID} of the person who issues the command; absent when the system does. */
    public static final String MEMBER = "member";

    /** {@link java.util.UUID}, unique in the ledger: makes a repeated command harmless. Absent for commands without a key. */
    public static final String COMMAND_ID = "commandId";

    /** String, base64url: tells a repeated command from another one under the same key. Goes with the id. */
    public static final String COMMAND_DIGEST = "commandDigest";

    /** {@link Long}: the last sequence the caller has seen; absent when the caller did not say. */
    public static final String IF_MATCH = "ifMatch";

    /**
     * {@link java.time.Instant}: by then what the system's command is about had passed. It is decided as of that instant when the clock
     * was set back since; absent for people's commands.
     */
    public static final String NOT_BEFORE = "notBefore";

    /** {@link dev.kept.events.Actor}. */
    public static final String ACTOR = "actor";

    /** {@link dev.kept.events.Means}, on commands and events; absent when it is not known. */
    public static final String MEANS = "means";

    /** {@link java.time.Instant} in whole milliseconds, never before the entry that precedes. */
    public static final String RECORDED = "recorded";

    /** {@link Integer} from 0: the entry's place among those of its command. */
    public static final String COMMAND_INDEX = "commandIndex";

    private EntryMetaData() {}
}
