/** A second factor beside the password: codes of an authenticator app, and recovery codes for who has lost it. */
@NullMarked
package dev.kept.accounts.factor;

import org.jspecify.annotations.NullMarked;
