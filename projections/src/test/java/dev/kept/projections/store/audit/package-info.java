@NullMarked
package dev.kept.projections.store.audit;

import org.jspecify.annotations.NullMarked;
