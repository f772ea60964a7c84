/** Words, dates and numbers as people read them, shared by pages, mails, documents and exports. */
@NullMarked
package dev.kept.wording;

import org.jspecify.annotations.NullMarked;
