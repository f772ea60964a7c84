/** Invitations by which people sign up where only invited people do: those of the operator's, and those to ledgers, which the API knows. */
@NullMarked
package dev.kept.accounts.invitation;

import org.jspecify.annotations.NullMarked;
