package dev.kept.projections.views.timeline;

import dev.kept.events.Actor;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.WireTypes;
import dev.kept.projections.store.fields.EntryField;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.views.entries.ShownEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is shown.
 *
 * @param by who recorded it, with the name the ledger knows
 * @param means by what means; absent when that is not known, as of entries from before means were recorded, and of the system's
 * @param type its wire name
 * @param kind what it is about
 * @param subject the item it is about
 * @param item the same with what it is called; absent when it is about the ledger as a whole
 * @param fields what it says, in the order in which people read it: each of a stated type, so that nothing is to be guessed from a value
 * @param data as recorded, in the shape of its type, texts in their places
 * @param statement with {@code getEntry} only: the immutable bytes, in base64
 * @param seen with {@code getEntry} only: who first saw it and when, mediators apart
 * @param disclosures with {@code getEntry} only: those that still exist; base64url(SHA-256) of each stands in the statement
 */
@Schema(name = "Entry")
record EntryAnswer(
        UUID id,
        long sequence,
        Instant recorded,
        Actor by,
        @Nullable MeansAnswer means,
        String type,
        String kind,
        @Nullable UUID subject,
        EntryField.@Nullable Reference item,
        List<EntryField> fields,
        LedgerEvent data,
        @Nullable String statement,
        @Nullable List<String> disclosures,
        @Nullable List<Provenance> seen) {

    static EntryAnswer of(Entry entry, ShownEntry shown) {
        return proved(entry, shown, null, null, null);
    }

    static EntryAnswer proved(
            Entry entry,
            ShownEntry shown,
            @Nullable String statement,
            @Nullable List<String> disclosures,
            @Nullable List<Provenance> seen) {
        String type = WireTypes.nameOf(entry.event());
        return new EntryAnswer(
                entry.id(),
                entry.sequence(),
                entry.recorded(),
                entry.actor(),
                MeansAnswer.of(entry.means()),
                type,
                WireTypes.kindOf(type),
                entry.event().subject(),
                shown.item(),
                shown.fields(),
                entry.event(),
                statement,
                disclosures,
                seen);
    }
}
