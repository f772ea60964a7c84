/** What a browser keeps for a service of ours, all of it in cookies, so that any replica can answer: no HTTP session is used. */
@NullMarked
package dev.kept.http.browser;

import org.jspecify.annotations.NullMarked;
