/**
 * Real PostgreSQL and a real Kafka broker beside the JVM that asks for them, data kept on disk. Owns their processes: it
 * starts them, finds what an earlier run left behind, and ends them; what stands in them belongs to the services.
 */
@NullMarked
package dev.kept.local;

import org.jspecify.annotations.NullMarked;
