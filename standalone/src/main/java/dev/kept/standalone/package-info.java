/** All of Kept in one process. */
@NullMarked
package dev.kept.standalone;

import org.jspecify.annotations.NullMarked;
