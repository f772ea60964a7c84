package dev.kept.local.broken;

import org.springframework.context.ApplicationContext;

/** Breaks the rule on purpose: proof that it is one. */
public interface InfrastructureWithSpring {
    ApplicationContext context();
}
