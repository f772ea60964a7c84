/** What mediators asked, with the answers. */
@NullMarked
package dev.kept.projections.kinds.questions;

import org.jspecify.annotations.NullMarked;
