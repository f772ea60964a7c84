/** The public API of Kept's other services, asked as anybody asks it: accounts know them by nothing else. */
@NullMarked
package dev.kept.accounts.services;

import org.jspecify.annotations.NullMarked;
