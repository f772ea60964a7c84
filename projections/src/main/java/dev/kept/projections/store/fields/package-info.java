/** What an entry says: an ordered list of labelled fields, each of a stated type, that follow from the event contract. */
@NullMarked
package dev.kept.projections.store.fields;

import org.jspecify.annotations.NullMarked;
