package dev.kept.cli;

import dev.kept.client.api.CommitmentsApi;
import dev.kept.client.api.CommitmentsApi.APIMakeCommitmentRequest;
import dev.kept.client.api.CommitmentsApi.APIRequestCommitmentRequest;
import dev.kept.client.model.RecordedCreation;
import dev.kept.client.model.RecurrenceBody;
import dev.kept.client.model.TermsBody;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "commit",
        description =
                "Make a commitment: your own side owes it from now on. With --request, ask the other side for one.")
final class Commit implements Callable<Integer> {

    private final World world;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Recording recording = new Recording();

    @Mixin
    private Answers answers = new Answers();

    @Parameters(paramLabel = "TITLE", description = "What is promised, in a line.")
    private String title = "";

    @Option(
            names = "--due",
            required = true,
            paramLabel = "WHEN",
            description =
                    "2035-06-29 (the end of that day), 2035-06-29T17:00, or with an offset 2035-06-29T17:00+02:00.")
    private String due = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "IANA time zone; this machine's when absent.")
    private String zone = ZoneId.systemDefault().getId();

    @Option(names = "--details", paramLabel = "TEXT", description = "What exactly is promised.")
    private @Nullable String details;

    @Option(names = "--conditions", paramLabel = "TEXT", description = "Under which conditions.")
    private @Nullable String conditions;

    @Option(names = "--evaluation", paramLabel = "TEXT", description = "How it will be evaluated.")
    private @Nullable String evaluation;

    @Option(names = "--monitor", paramLabel = "WHO", description = "A, B, BOTH (the default) or MEDIATOR.")
    private @Nullable String monitor;

    @Option(
            names = "--confirmation-days",
            paramLabel = "DAYS",
            description = "Days to confirm or dispute a delivery (default: 7).")
    private @Nullable Integer confirmationDays;

    @Option(names = "--rrule", paramLabel = "RRULE", description = "How it repeats, e.g. FREQ=WEEKLY;COUNT=10.")
    private @Nullable String rrule;

    @Option(names = "--request", description = "Ask the other side to promise it; it is open once that side accepts.")
    private boolean request;

    Commit(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        UUID ledger = target.ledger(world);
        TermsBody terms = new TermsBody()
                .title(title)
                .due(due)
                .zone(zone)
                .details(details)
                .conditions(conditions)
                .evaluation(evaluation)
                .monitor(monitor == null ? null : monitor(monitor))
                .confirmationDays(confirmationDays)
                .recurrence(rrule == null ? null : new RecurrenceBody().rrule(rrule));
        Access access = target.open(world);
        CommitmentsApi commitments = new CommitmentsApi(access.client());
        RecordedCreation recorded = recording.once(
                world,
                access,
                key -> request
                        ? commitments.requestCommitment(APIRequestCommitmentRequest.newBuilder()
                                .ledger(ledger)
                                .termsBody(terms)
                                .keptInstructedBy(recording.instructedBy())
                                .idempotencyKey(key)
                                .build())
                        : commitments.makeCommitment(APIMakeCommitmentRequest.newBuilder()
                                .ledger(ledger)
                                .termsBody(terms)
                                .keptInstructedBy(recording.instructedBy())
                                .idempotencyKey(key)
                                .build()));
        return answers.recorded(world, recorded, request ? "Requested" : "Committed");
    }

    private static TermsBody.MonitorEnum monitor(String name) {
        TermsBody.MonitorEnum monitor = Monitor.named(name);
        if (monitor == null) {
            throw new Failure(ExitCode.USAGE, "--monitor is A, B, BOTH or MEDIATOR, not " + name + ".");
        }
        return monitor;
    }
}
