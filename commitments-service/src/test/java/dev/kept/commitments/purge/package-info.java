@NullMarked
package dev.kept.commitments.purge;

import org.jspecify.annotations.NullMarked;
