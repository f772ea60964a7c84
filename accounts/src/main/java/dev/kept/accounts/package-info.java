/** People and their programs: sign-up, sign-in and API credentials. What a door needs is here; the doors are in {@code web}. */
@NullMarked
package dev.kept.accounts;

import org.jspecify.annotations.NullMarked;
