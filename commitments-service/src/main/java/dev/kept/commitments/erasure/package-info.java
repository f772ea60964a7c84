/** Taking texts out of the record: by their author, by agreement, by law. The statement stays. */
@NullMarked
package dev.kept.commitments.erasure;

import org.jspecify.annotations.NullMarked;
