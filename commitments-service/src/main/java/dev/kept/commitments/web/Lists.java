package dev.kept.commitments.web;

import dev.kept.events.Evidence;
import dev.kept.http.Kind;
import java.util.List;
import java.util.UUID;

/** The kinds of list that several bodies hold. */
public final class Lists {

    /** Up to 20 pieces of evidence. */
    public static final Kind<List<Evidence>> EVIDENCE = Kind.list(
            20,
            Kind.object(
                    "EvidenceBody",
                    item -> new Evidence(item.required("label", Texts.TITLE), item.optional("link", Texts.LINK))));

    /** Up to 50 ids of items of the ledger. */
    public static final Kind<List<UUID>> ITEMS = Kind.list(50, Kind.uuid());

    private Lists() {}
}
