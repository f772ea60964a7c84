/**
 * Neutral third persons: proposed by one side, admitted by both once their interests are disclosed, and how that ends; what they ask and
 * find, and what the sides say to it.
 */
@NullMarked
package dev.kept.commitments.mediation;

import org.jspecify.annotations.NullMarked;
