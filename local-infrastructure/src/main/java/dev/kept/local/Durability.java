package dev.kept.local;

/** What an acknowledged write survives. */
public enum Durability {
    /** The loss of power: PostgreSQL and Kafka flush to disk before they acknowledge. */
    POWER_LOSS,
    /** The death of a process only: nothing waits for the disk. For tests whose data nobody keeps. */
    PROCESS_DEATH
}
