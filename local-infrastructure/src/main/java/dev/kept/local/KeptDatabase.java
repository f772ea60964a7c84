package dev.kept.local;

/**
 * A database with the schemas {@code commitments}, {@code projections}, {@code subscriptions}, {@code accounts} and {@code pages}, and
 * the roles that may use it.
 *
 * @param jdbcUrl without user and password; keeps the values of rows out of exception messages
 * @param commitmentsOwner owns the schema {@code commitments}; for migrations
 * @param commitmentsApp may use the schema {@code commitments}; its rights on tables are the migrations' to grant
 * @param projectionsOwner owns {@code projections} and may create further schemas; for migrations and run time
 * @param subscriptionsOwner owns {@code subscriptions} and may select from the read models; for migrations and run time
 * @param accountsOwner owns {@code accounts}; for migrations and run time
 * @param pagesOwner owns {@code pages}; for migrations and run time
 */
public record KeptDatabase(
        String jdbcUrl,
        Credentials commitmentsOwner,
        Credentials commitmentsApp,
        Credentials projectionsOwner,
        Credentials subscriptionsOwner,
        Credentials accountsOwner,
        Credentials pagesOwner) {

    /** The database {@code kept} of a server that was started by somebody else, with the secrets of its data folder. */
    public static KeptDatabase kept(int port, Secrets secrets) {
        return named("kept", port, secrets);
    }

    static KeptDatabase named(String name, int port, Secrets secrets) {
        return new KeptDatabase(
                LocalPostgres.jdbcUrl(port, name),
                credentials("commitments_owner", secrets),
                credentials("commitments_app", secrets),
                credentials("projections_owner", secrets),
                credentials("subscriptions_owner", secrets),
                credentials("accounts_owner", secrets),
                credentials("pages_owner", secrets));
    }

    private static Credentials credentials(String role, Secrets secrets) {
        return new Credentials(role, secrets.base64(role));
    }
}
