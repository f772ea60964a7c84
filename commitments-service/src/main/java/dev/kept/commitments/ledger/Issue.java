package dev.kept.commitments.ledger;

import dev.kept.events.Actor;
import java.time.Instant;

/**
 * The circumstances of a command.
 *
 * @param actor who issues it, in the role the ledger gives to that person
 * @param at the instant it will be recorded at
 */
public record Issue(Actor actor, Instant at) {}
