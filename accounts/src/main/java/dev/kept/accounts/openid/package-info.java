/** The OpenID provider: signing keys, registered clients, authorizations and what the tokens say. */
@NullMarked
package dev.kept.accounts.openid;

import org.jspecify.annotations.NullMarked;
