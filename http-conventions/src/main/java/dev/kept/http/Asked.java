package dev.kept.http;

import org.jspecify.annotations.Nullable;

/**
 * A GET request, as a handler's parameter. {@code Q} declares its query parameters in a {@code static Q read(Fields)}, which is also
 * what the OpenAPI document says of them; {@link Nothing} when there are none.
 *
 * @param atLeast the sequence in {@code Kept-At-Least}: the answer must know the ledger up to there; null where {@link AcrossLedgers}
 */
public record Asked<Q>(Caller caller, Q query, @Nullable Long atLeast) {}
