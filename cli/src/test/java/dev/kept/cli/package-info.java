@NullMarked
package dev.kept.cli;

import org.jspecify.annotations.NullMarked;
