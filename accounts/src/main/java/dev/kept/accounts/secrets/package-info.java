/** Random secrets, and the digests that are stored in their place. */
@NullMarked
package dev.kept.accounts.secrets;

import org.jspecify.annotations.NullMarked;
