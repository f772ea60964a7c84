/** How a command comes in by HTTP: issued once, answered the same when repeated, refused as a problem. Knows no feature. */
@NullMarked
package dev.kept.commitments.web;

import org.jspecify.annotations.NullMarked;
