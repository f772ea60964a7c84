/** Plays a scenario through the public API on a simulated clock: what people do, at their times, written down in YAML. */
@NullMarked
package dev.kept.standalone.demo;

import org.jspecify.annotations.NullMarked;
