package dev.kept.events.broken;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Breaks three rules on purpose: proof that they are rules. */
public interface ContractWithSpring {
    JdbcClient client();

    default Instant now() {
        return Instant.now();
    }
}
