@NullMarked
package dev.kept.projections.pages;

import org.jspecify.annotations.NullMarked;
