package dev.kept.commitments.web;

import dev.kept.http.FieldType;
import java.util.List;
import java.util.UUID;

/** The kinds of list that several bodies hold. */
public final class Lists {

    /** Up to 20 pieces of evidence. */
    public static final FieldType<List<GivenEvidence>> EVIDENCE = FieldType.list(
            20,
            FieldType.object(
                    "EvidenceBody",
                    item -> new GivenEvidence(
                            item.required("label", Texts.TITLE),
                            item.optional("link", Texts.LINK),
                            item.optional(
                                    "file",
                                    FieldType.uuid()
                                            .describedAs(
                                                    "A file that you have uploaded to this ledger: see `uploadFile`.")))));

    /** Up to 50 ids of items of the ledger. */
    public static final FieldType<List<UUID>> ITEMS = FieldType.list(50, FieldType.uuid());

    private Lists() {}
}
