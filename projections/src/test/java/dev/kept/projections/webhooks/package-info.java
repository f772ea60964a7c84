@NullMarked
package dev.kept.projections.webhooks;

import org.jspecify.annotations.NullMarked;
