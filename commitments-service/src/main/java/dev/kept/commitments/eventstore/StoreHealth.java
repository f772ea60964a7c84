package dev.kept.commitments.eventstore;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether PostgreSQL answers as one that can be written to, and commands are taken; part of readiness. */
@Component("commitmentsStore")
class StoreHealth implements HealthIndicator {

    private static final String IS_WRITABLE = "SELECT NOT pg_is_in_recovery()";

    private final JdbcClient jdbc;
    private final CommandGate gate;

    StoreHealth(@Qualifier("commitmentsDataSource") DataSource dataSource, CommandGate gate) {
        this.gate = gate;
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public Health health() {
        if (gate.state() != CommandGate.State.OPEN) {
            return Health.down()
                    .withDetail(
                            "reason",
                            gate.state() == CommandGate.State.BEHIND
                                    ? "the event store lacks entries that Kafka has: stop Kept, run 'kept reconcile"
                                            + " --refill store', and start again"
                                    : "the event store is being compared with Kafka")
                    .build();
        }
        try {
            boolean writable = StoreUnavailable.orResult(
                    () -> jdbc.sql(IS_WRITABLE).query(Boolean.class).single());
            return writable
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("reason", "PostgreSQL is a standby")
                            .build();
        } catch (StoreUnavailable e) {
            return Health.down()
                    .withDetail("reason", "PostgreSQL does not answer")
                    .build();
        }
    }
}
