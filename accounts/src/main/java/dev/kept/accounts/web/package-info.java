/** The doors: pages for people, JSON for programs, and the security filters before both. */
@NullMarked
package dev.kept.accounts.web;

import org.jspecify.annotations.NullMarked;
