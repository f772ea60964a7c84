package dev.kept.projections.store.ingest;

/** Advisory locks of the read side, scoped by PostgreSQL to the database. */
public final class Locks {

    private static final int FAMILY = 0x4b505244;

    /** Held by every worker that is there, under its number. */
    static final int PRESENCE = FAMILY + 1;

    private static final int SCHEMA = FAMILY + 2;
    private static final int REBUILD = FAMILY + 3;
    private static final int AUDIT = FAMILY + 4;
    private static final int PURGE = FAMILY + 5;

    /** For the transaction: no rebuild swaps schemas meanwhile. */
    public static final String SHARE_SCHEMA = "select pg_advisory_xact_lock_shared(" + SCHEMA + ", 0)";

    /** For the transaction: no batch is committed meanwhile. */
    public static final String OWN_SCHEMA = "select pg_advisory_xact_lock(" + SCHEMA + ", 0)";

    /** For the session: the only rebuild; answers whether it is. */
    public static final String TRY_REBUILD = "select pg_try_advisory_lock(" + REBUILD + ", 0)";

    /** For the transaction: the only one that compares tree heads; answers whether it is. */
    public static final String TRY_AUDIT = "select pg_try_advisory_xact_lock(" + AUDIT + ", 0)";

    /** For the session: the only one that rewrites tables; answers whether it is. */
    public static final String TRY_PURGE = "select pg_try_advisory_lock(" + PURGE + ", 0)";

    private Locks() {}
}
