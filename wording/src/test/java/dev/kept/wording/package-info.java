@NullMarked
package dev.kept.wording;

import org.jspecify.annotations.NullMarked;
