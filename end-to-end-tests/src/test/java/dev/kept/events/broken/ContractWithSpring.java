package dev.kept.events.broken;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Breaks the rule on purpose: proof that it is one. */
public interface ContractWithSpring {
    JdbcClient client();
}
