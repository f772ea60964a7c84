package dev.kept.cli;

import dev.kept.client.ApiException;
import dev.kept.client.api.DecisionsApi;
import dev.kept.client.api.DecisionsApi.APIAgreeDecisionRequest;
import dev.kept.client.api.DecisionsApi.APIObjectToDecisionRequest;
import dev.kept.client.api.DecisionsApi.APIProposeDecisionRequest;
import dev.kept.client.api.DecisionsApi.APIWithdrawDecisionRequest;
import dev.kept.client.model.AlternativeBody;
import dev.kept.client.model.ObjectToDecisionBody;
import dev.kept.client.model.OptionalReason;
import dev.kept.client.model.ProposeDecisionBody;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "decide",
        description = "Put a decision forward; it is in force once the other side agrees. Or answer one by --agree,"
                + " --object or --withdraw.")
final class Decide implements Callable<Integer> {

    private final World world;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Recording recording = new Recording();

    @Mixin
    private Answers answers = new Answers();

    @Parameters(arity = "0..1", paramLabel = "STATEMENT", description = "What is to be decided.")
    private @Nullable String statement;

    @Option(names = "--rationale", paramLabel = "TEXT", description = "Why.")
    private @Nullable String rationale;

    @Option(names = "--commitment", paramLabel = "ID", description = "A commitment that it affects; may be repeated.")
    private List<UUID> commitments = new ArrayList<>();

    @Option(names = "--review", paramLabel = "WHEN", description = "When it is looked at again.")
    private @Nullable String review;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "IANA time zone of --review; this machine's when absent.")
    private String zone = ZoneId.systemDefault().getId();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Alternative> alternatives = new ArrayList<>();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Proof> evidence = new ArrayList<>();

    @ArgGroup
    private Answer answer = new Answer();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, with --object or --withdraw.")
    private @Nullable String reason;

    /** {@code --alternative TEXT [--why-not TEXT]}. */
    static final class Alternative {
        @Option(
                names = "--alternative",
                required = true,
                paramLabel = "TEXT",
                description = "What else was considered; may be repeated.")
        private String text = "";

        @Option(names = "--why-not", paramLabel = "TEXT", description = "Why that alternative was not chosen.")
        private @Nullable String whyNot;

        private AlternativeBody body() {
            return new AlternativeBody().text(text).whyNot(whyNot);
        }
    }

    /** To a decision that was put forward; at most one of them. */
    static final class Answer {
        @Option(names = "--agree", paramLabel = "ID", description = "Agree to what the other side put forward.")
        private @Nullable UUID agree;

        @Option(names = "--object", paramLabel = "ID", description = "Object to it, with a --reason.")
        private @Nullable UUID object;

        @Option(names = "--withdraw", paramLabel = "ID", description = "Take back what your own side put forward.")
        private @Nullable UUID withdraw;

        private boolean isGiven() {
            return agree != null || object != null || withdraw != null;
        }
    }

    Decide(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        check();
        UUID ledger = target.ledger(world);
        Access access = target.open(world);
        DecisionsApi decisions = new DecisionsApi(access.client());
        UUID agreed = answer.agree;
        if (agreed != null) {
            return recorded(access, "Agreed", key -> agree(decisions, ledger, agreed, key));
        }
        UUID objected = answer.object;
        if (objected != null && reason != null) {
            ObjectToDecisionBody body = new ObjectToDecisionBody().reason(reason);
            return recorded(access, "Objected", key -> object(decisions, ledger, objected, body, key));
        }
        UUID withdrawn = answer.withdraw;
        if (withdrawn != null) {
            return recorded(access, "Withdrawn", key -> withdraw(decisions, ledger, withdrawn, key));
        }
        ProposeDecisionBody body = proposal();
        return recorded(access, "Put forward", key -> propose(decisions, ledger, body, key));
    }

    private int recorded(Access access, String what, Recording.Call<Object> call) {
        return answers.recorded(world, recording.once(world, access, call), what);
    }

    private ProposeDecisionBody proposal() {
        return new ProposeDecisionBody()
                .statement(statement == null ? "" : statement)
                .rationale(rationale == null ? "" : rationale)
                .alternatives(alternatives.stream().map(Alternative::body).toList())
                .evidence(Proof.bodies(evidence))
                .commitments(commitments)
                .review(review)
                .zone(review == null ? null : zone);
    }

    private Object propose(DecisionsApi decisions, UUID ledger, ProposeDecisionBody body, String key)
            throws ApiException {
        return decisions.proposeDecision(APIProposeDecisionRequest.newBuilder()
                .ledger(ledger)
                .proposeDecisionBody(body)
                .keptInstructedBy(recording.instructedBy())
                .idempotencyKey(key)
                .build());
    }

    private Object agree(DecisionsApi decisions, UUID ledger, UUID decision, String key) throws ApiException {
        return decisions.agreeDecision(APIAgreeDecisionRequest.newBuilder()
                .ledger(ledger)
                .decision(decision)
                .keptInstructedBy(recording.instructedBy())
                .idempotencyKey(key)
                .build());
    }

    private Object object(DecisionsApi decisions, UUID ledger, UUID decision, ObjectToDecisionBody body, String key)
            throws ApiException {
        return decisions.objectToDecision(APIObjectToDecisionRequest.newBuilder()
                .ledger(ledger)
                .decision(decision)
                .objectToDecisionBody(body)
                .keptInstructedBy(recording.instructedBy())
                .idempotencyKey(key)
                .build());
    }

    private Object withdraw(DecisionsApi decisions, UUID ledger, UUID decision, String key) throws ApiException {
        return decisions.withdrawDecision(APIWithdrawDecisionRequest.newBuilder()
                .ledger(ledger)
                .decision(decision)
                .optionalReason(new OptionalReason().reason(reason))
                .keptInstructedBy(recording.instructedBy())
                .idempotencyKey(key)
                .build());
    }

    private void check() {
        if (answer.isGiven() == (statement != null)) {
            throw wrong("Give either a STATEMENT to put forward, or one of --agree, --object and --withdraw.");
        }
        if (statement != null && rationale == null) {
            throw wrong("A decision needs a --rationale.");
        }
        if (answer.object != null && reason == null) {
            throw wrong("An objection needs a --reason.");
        }
    }

    private RuntimeException wrong(String sentence) {
        return spec == null
                ? new Failure(ExitCode.USAGE, sentence)
                : new ParameterException(spec.commandLine(), sentence);
    }
}
