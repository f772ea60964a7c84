package dev.kept.local;

/**
 * A database with the schemas {@code commitments}, {@code projections} and {@code accounts}, and who may enter it.
 *
 * @param jdbcUrl without user and password; keeps the values of rows out of exception messages
 * @param commitmentsOwner owns the schema {@code commitments}; for migrations
 * @param commitmentsApp may use the schema {@code commitments}; its rights on tables are the migrations' to grant
 * @param projectionsOwner owns {@code projections} and may create further schemas; for migrations and run time
 * @param accountsOwner owns {@code accounts}; for migrations and run time
 */
public record KeptDatabase(
        String jdbcUrl,
        Credentials commitmentsOwner,
        Credentials commitmentsApp,
        Credentials projectionsOwner,
        Credentials accountsOwner) {}
