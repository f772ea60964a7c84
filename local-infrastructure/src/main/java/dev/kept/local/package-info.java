/** Real PostgreSQL and a real Kafka broker beside the JVM that asks for them, data kept on disk. */
@NullMarked
package dev.kept.local;

import org.jspecify.annotations.NullMarked;
