/** Tree heads (C2SP tlog-checkpoint v1.0.0), signed and cosigned (tlog-cosignature v1.0.1), and receipts for entries (tlog-proof). */
@NullMarked
package dev.kept.transparency.head;

import org.jspecify.annotations.NullMarked;
