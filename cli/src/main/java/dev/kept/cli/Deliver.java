package dev.kept.cli;

import dev.kept.client.api.CommitmentsApi;
import dev.kept.client.api.CommitmentsApi.APIDeliverCommitmentRequest;
import dev.kept.client.model.DeliverCommitmentBody;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "deliver", description = "Say that a commitment is kept, for the other side to confirm.")
final class Deliver implements Callable<Integer> {

    private final World world;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Recording recording = new Recording();

    @Mixin
    private Answers answers = new Answers();

    @Parameters(paramLabel = "COMMITMENT", description = "The commitment's id.")
    private UUID commitment = new UUID(0, 0);

    @Option(names = "--text", paramLabel = "TEXT", description = "What was done.")
    private @Nullable String text;

    @Option(names = "--occurrence", paramLabel = "N", description = "Which one, when the commitment repeats.")
    private @Nullable Integer occurrence;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Proof> evidence = new ArrayList<>();

    Deliver(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        UUID ledger = target.ledger(world);
        DeliverCommitmentBody body =
                new DeliverCommitmentBody().text(text).occurrence(occurrence).evidence(Proof.bodies(evidence));
        Access access = target.open(world);
        CommitmentsApi commitments = new CommitmentsApi(access.client());
        return answers.recorded(
                world,
                recording.once(
                        world,
                        access,
                        key -> commitments.deliverCommitment(APIDeliverCommitmentRequest.newBuilder()
                                .ledger(ledger)
                                .commitment(commitment)
                                .deliverCommitmentBody(body)
                                .keptInstructedBy(recording.instructedBy())
                                .idempotencyKey(key)
                                .build())),
                "Delivered");
    }
}
