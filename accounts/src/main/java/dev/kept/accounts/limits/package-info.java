/** How often something may be tried: counts per account and per address, with waits that grow. */
@NullMarked
package dev.kept.accounts.limits;

import org.jspecify.annotations.NullMarked;
