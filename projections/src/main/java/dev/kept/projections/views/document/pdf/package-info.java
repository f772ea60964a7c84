/** Documents as PDF: fonts for every script there is one for, shaping, tagged and archivable files, and how many are made at a time. */
@NullMarked
package dev.kept.projections.views.document.pdf;

import org.jspecify.annotations.NullMarked;
