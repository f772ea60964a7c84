/** The language that crosses Kafka: events, wire names, statement and disclosure bytes. */
@NullMarked
package dev.kept.events;

import org.jspecify.annotations.NullMarked;
