/**
 * What a mediator reads first, and both parties read alike: open disputes with both claims and the entries behind them, what was missed
 * or renegotiated with or without notice, what waits for an answer, how long answers took, what was asked and found so far.
 */
@NullMarked
package dev.kept.projections.views.review;

import org.jspecify.annotations.NullMarked;
