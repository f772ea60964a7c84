@NullMarked
package dev.kept.pages;

import org.jspecify.annotations.NullMarked;
