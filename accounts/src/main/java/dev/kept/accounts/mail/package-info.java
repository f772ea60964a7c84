/** Letters to people, written and sent from memory: the links in them are secrets, which no table holds. */
@NullMarked
package dev.kept.accounts.mail;

import org.jspecify.annotations.NullMarked;
