package dev.kept.projections.views.entries;

import dev.kept.events.ClosureEvent;
import dev.kept.events.KeyEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.SeenEvent;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.fields.EntryField;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fields.ReferenceTitles;
import dev.kept.projections.store.kind.ItemKind;
import java.util.List;

/**
 * The fields of an event, in the order in which people read them. Left out is what every entry says beside them (its item, who recorded
 * it and for which side), what only programs need (digests of secrets), and the ids of parts that have no name.
 */
final class EntryFields {

    private EntryFields() {}

    static List<EntryField> of(LedgerEvent event, ReferenceTitles titles) {
        FieldList fields = new FieldList(titles);
        ItemKind<?, ?, ?> kind = Kinds.of(event);
        if (kind == null) {
            ofLedger(event, fields);
        } else {
            kind.fieldsOf(event, fields);
        }
        return fields.fields();
    }

    private static void ofLedger(LedgerEvent event, FieldList to) {
        switch (event) {
            case MembershipEvent e -> LedgerFields.of(e, to);
            case MediationEvent e -> LedgerFields.of(e, to);
            case ClosureEvent e -> LedgerFields.of(e, to);
            case SeenEvent e -> LedgerFields.of(e, to);
            // Keys and signatures are for programs: the page on how the record is protected names them.
            case KeyEvent ignored -> {}
            default -> throw new IllegalStateException("no kind of item has these entries");
        }
    }
}
