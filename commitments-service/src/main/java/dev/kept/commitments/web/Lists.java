package dev.kept.commitments.web;

import dev.kept.events.Evidence;
import dev.kept.http.FieldType;
import java.util.List;
import java.util.UUID;

/** The kinds of list that several bodies hold. */
public final class Lists {

    /** Up to 20 pieces of evidence. */
    public static final FieldType<List<Evidence>> EVIDENCE = FieldType.list(
            20,
            FieldType.object(
                    "EvidenceBody",
                    item -> new Evidence(item.required("label", Texts.TITLE), item.optional("link", Texts.LINK))));

    /** Up to 50 ids of items of the ledger. */
    public static final FieldType<List<UUID>> ITEMS = FieldType.list(50, FieldType.uuid());

    private Lists() {}
}
