/** Sign-up, sign-in and API credentials: an OpenID provider. */
@NullMarked
package dev.kept.accounts;

import org.jspecify.annotations.NullMarked;
