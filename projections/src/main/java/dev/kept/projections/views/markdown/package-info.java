/** What people wrote, as Markdown shows it letter for letter; for the living document and the exported history. */
@NullMarked
package dev.kept.projections.views.markdown;

import org.jspecify.annotations.NullMarked;
