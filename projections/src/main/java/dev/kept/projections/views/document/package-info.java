/**
 * The living document: one ledger as both sides would bring it to a meeting, now or as of an earlier entry, with what changed since
 * another one; as JSON, Markdown, HTML and PDF. Owns what stands in it and how it is set; the views are those of the kinds' packages.
 */
@NullMarked
package dev.kept.projections.views.document;

import org.jspecify.annotations.NullMarked;
