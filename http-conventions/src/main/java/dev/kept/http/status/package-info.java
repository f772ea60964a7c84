/** What a service tells its operator when asked how it stands: numbers and ids, never a text or a name. */
@NullMarked
package dev.kept.http.status;

import org.jspecify.annotations.NullMarked;
