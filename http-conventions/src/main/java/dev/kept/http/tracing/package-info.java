/** Spans of what a service does for a request, sent to a collector by OTLP. See ADR 110. */
@NullMarked
package dev.kept.http.tracing;

import org.jspecify.annotations.NullMarked;
