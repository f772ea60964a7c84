/**
 * What people see in a browser: sign-in, the frame of every page, forms, and the pages themselves. They read and write through the
 * public API, with the access token of whoever signed in, and so can do nothing that a program could not.
 */
@NullMarked
package dev.kept.pages;

import org.jspecify.annotations.NullMarked;
