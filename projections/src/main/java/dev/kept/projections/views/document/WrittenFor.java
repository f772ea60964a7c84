package dev.kept.projections.views.document;

import dev.kept.wording.DateOrder;
import java.time.ZoneId;
import java.util.Locale;

/** For whom a document is written: the language of its words, the zone and the order of its dates. */
record WrittenFor(Locale locale, ZoneId zone, DateOrder dates) {}
