package dev.kept.commitments.commitment;

import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.kernel.Part;
import dev.kept.commitments.web.PartIds;
import dev.kept.events.Terms;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Commitments within a larger body.
 *
 * @param made owed by the own side
 * @param requested asked of the other side
 */
public record NestedCommitments(List<Terms> made, List<Terms> requested) {

    private static final int MAX = 20;
    private static final String MADE = "commitments";
    private static final String REQUESTED = "requests";

    public NestedCommitments {
        made = List.copyOf(made);
        requested = List.copyOf(requested);
    }

    /** Reads the fields {@code commitments} and {@code requests}, up to 20 terms each. */
    public static NestedCommitments read(Fields fields) {
        FieldType<List<Terms>> terms = FieldType.list(MAX, TermsBody.NESTED);
        return new NestedCommitments(
                fields.otherwise(MADE, terms.describedAs("Commitments that your own side makes with it."), List.of()),
                fields.otherwise(
                        REQUESTED,
                        terms.describedAs("Commitments that you ask the other side for with it."),
                        List.of()));
    }

    /** @param whole the id that the command was given */
    public List<Part<CommitmentSlice>> parts(UUID ledger, UUID whole) {
        List<Part<CommitmentSlice>> parts = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            String place = MADE + "/" + i;
            parts.add(new Part<>(place, new MakeCommitment(ledger, PartIds.of(whole, place), made.get(i))));
        }
        for (int i = 0; i < requested.size(); i++) {
            String place = REQUESTED + "/" + i;
            parts.add(new Part<>(place, new RequestCommitment(ledger, PartIds.of(whole, place), requested.get(i))));
        }
        return parts;
    }
}
