/** Codes that people write down, to come back by when they have lost all passkeys and no mail reaches them. */
@NullMarked
package dev.kept.accounts.recovery;

import org.jspecify.annotations.NullMarked;
