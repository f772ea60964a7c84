/** Passkeys (WebAuthn): what browsers are asked, what is checked of the answer, and what is stored. */
@NullMarked
package dev.kept.accounts.passkey;

import org.jspecify.annotations.NullMarked;
