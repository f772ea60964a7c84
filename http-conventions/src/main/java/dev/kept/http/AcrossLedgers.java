package dev.kept.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A query that is answered from several ledgers: its {@code Kept-At-Least} says of which ledger each sequence is, see {@link LedgerHeads}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AcrossLedgers {}
