package dev.kept.commitments.decision;

import dev.kept.commitments.decision.DecisionBodies.ProposeDecisionBody;
import dev.kept.commitments.decision.DecisionCommand.ProposeDecision;
import dev.kept.commitments.decision.DecisionCommand.SupersedeDecision;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Part;
import dev.kept.commitments.web.GivenEvidence;
import dev.kept.commitments.web.PartIds;
import dev.kept.events.Evidence;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decisions put forward within a larger body. */
public final class NestedDecisions {

    private static final int MAX = 20;
    private static final String NAME = "decisions";
    private static final FieldType<One> ONE = FieldType.object(
            "DecisionBody",
            fields -> new One(
                    ProposeDecisionBody.read(fields),
                    fields.optional(
                            "supersedes",
                            FieldType.uuid().describedAs("The decision in force whose place it is to take."))));

    private final List<One> all;

    private NestedDecisions(List<One> all) {
        this.all = all;
    }

    private record One(ProposeDecisionBody body, @Nullable UUID supersedes) {

        LedgerCommand<DecisionSlice> command(UUID ledger, UUID decision, Substance substance) {
            UUID checkpoint = reviewOf(decision);
            return supersedes == null
                    ? new ProposeDecision(ledger, decision, substance, checkpoint)
                    : new SupersedeDecision(ledger, supersedes, decision, substance, checkpoint);
        }
    }

    /** Reads the field {@code decisions}, up to 20. */
    public static NestedDecisions read(Fields fields) {
        return new NestedDecisions(fields.otherwise(
                NAME, FieldType.list(MAX, ONE).describedAs("Decisions that you put forward with it."), List.of()));
    }

    /**
     * @param whole the id that the command was given
     * @param lookUp finds the files that they name
     */
    public List<Part<DecisionSlice>> parts(
            UUID ledger, UUID whole, Function<List<GivenEvidence>, List<Evidence>> lookUp) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> {
                    String place = NAME + "/" + i;
                    Substance substance = all.get(i).body().substance(lookUp);
                    return new Part<>(place, all.get(i).command(ledger, PartIds.of(whole, place), substance));
                })
                .toList();
    }

    /** The checkpoint that a decision's first review becomes. */
    static UUID reviewOf(UUID decision) {
        return PartIds.of(decision, "review");
    }
}
