/**
 * What an entry says, for everything that shows entries: an ordered list of labelled fields, each of a stated type. The types follow from
 * the event contract, never from what a value looks like.
 */
@NullMarked
package dev.kept.projections.views.entries;

import org.jspecify.annotations.NullMarked;
