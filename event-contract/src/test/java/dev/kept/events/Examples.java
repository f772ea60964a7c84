package dev.kept.events;

import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One entry of each type, with everything filled in that can be. */
final class Examples {
    private static final UUID LEDGER = UUID.fromString("0d9f5b2e-6c1a-4b7e-9a51-3f2f6c1d8e01");
    private static final UUID EVENT = UUID.fromString("7b0c9a34-52f8-4f0e-8d57-1c6a5e9b2f02");
    private static final UUID MEMBER = UUID.fromString("5a4e8a5c-1df2-8c44-b0a1-9d2b7c3e4f03");
    private static final UUID ITEM = UUID.fromString("c2b1d0e9-f8a7-4654-8321-0fedcba98704");
    private static final UUID PROPOSAL = UUID.fromString("91e2d3c4-b5a6-4978-8a1b-2c3d4e5f6a05");
    private static final UUID COUNTER = UUID.fromString("1f2e3d4c-5b6a-4789-9abc-def012345606");
    private static final String SECRET_DIGEST = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
    private static final Instant RECORDED = Instant.parse("2026-03-02T09:15:30.123Z");
    private static final Instant EXPIRES = Instant.parse("2026-03-16T09:15:30.123Z");
    private static final Due DUE = new Due(Instant.parse("2026-03-31T21:59:59.999Z"), "Europe/Berlin");
    private static final Actor BY_A = new Actor.Member(MEMBER, Side.A);
    private static final Actor BY_B = new Actor.Member(MEMBER, Side.B);
    private static final Actor BY_MEDIATOR = new Actor.Mediator(MEMBER);

    private static final Terms TERMS = new Terms(
            Text.of("Answer within a day"),
            Text.of("Every question in the shared inbox"),
            Text.of("On working days"),
            Text.of("Sampled together"),
            Monitor.BOTH,
            DUE,
            7,
            new Recurrence("FREQ=DAILY;COUNT=2", List.of(DUE.at(), Instant.parse("2026-04-01T21:59:59.999Z"))));
    private static final RevisedTerms REVISED = new RevisedTerms(
            DUE,
            Text.of("Answer within two days"),
            Text.of("Every question"),
            Text.of("On any day"),
            Text.of("Counted"));
    private static final Text REASON = Text.of("Because “it” was late – 🙂");

    private static final UUID OTHER = UUID.fromString("0197f3aa-0000-7000-8000-00000000000a");
    private static final Evidence EVIDENCE = new Evidence(Text.of("Minutes"), Text.of("https://example.org/minutes"));
    private static final CharterEvent.Clause CLAUSE = new CharterEvent.Clause(
            OTHER, CharterEvent.Section.EXPECTATIONS, Side.A, Text.of("We answer within a day"));
    private static final DecisionEvent.Review REVIEW = new DecisionEvent.Review(COUNTER, DUE);
    private static final ErasureEvent.Place PLACE = new ErasureEvent.Place(3, List.of("terms/title", "terms/details"));

    /** Real keys and signatures, of the seeds 0...01 and 0...15. */
    private static final String KEY =
            "kept.example/l/0d9f5b2e-6c1a-4b7e-9a51-3f2f6c1d8e01+57789d6f+AUy1q/atefv1q7zK/MJp2FzSZR7UuIW1hp8kGu3wpbop";

    private static final String NEXT_KEY =
            "kept.example/l/0d9f5b2e-6c1a-4b7e-9a51-3f2f6c1d8e01+bedc28a5+AV/MwASZg9ipAeJsEqb+tDt2dlFt7zqifs1p9+/bUyht";

    private static final String SIGNATURE =
            "V3idb0VV/yMIptjidFdNm6ocqiELnmLoSmmI1z3jByhDF33tpgRTKP6DzFxPmL2L1HpalUP6rpX8XbI/Yl0IEi0wtQA=";

    private static final String NEXT_SIGNATURE =
            "vtwopXTqmJDQhZcyO8IK+Ljzcdvi7KfMRKv0v/dzQOUQWrYDrf9/rK2dR0l+vwoEUEPwUT8puuUsjeYIgZj6ZeE24gs=";

    private static final String REPLACING_SIGNATURE =
            "vtwopVT4sYSXDSYrJ3FYLU5GMqHYSNeX66iFHuH3fU7KfMh6Y6JPb51338gGYSA+dWPHROSTrpBUeQx6idBkgvjvAw8=";

    private Examples() {}

    static List<Entry> all() {
        return List.of(
                entry(
                        BY_A,
                        new MembershipEvent.LedgerOpened(
                                MEMBER, Text.of("Working agreement"), Text.of("Blue team"), Text.of("Ann"))),
                entry(
                        BY_A,
                        new MembershipEvent.PartyInvited(ITEM, SECRET_DIGEST, EXPIRES, Text.of("Red team"), REASON)),
                entry(BY_A, new MembershipEvent.MemberInvited(ITEM, Side.A, SECRET_DIGEST, EXPIRES, REASON)),
                entry(BY_A, new MembershipEvent.InvitationWithdrawn(ITEM)),
                entry(BY_B, new MembershipEvent.PartyJoined(ITEM, MEMBER, Text.of("Red team"), Text.of("Ben"))),
                entry(BY_A, new MembershipEvent.MemberJoined(ITEM, Side.A, MEMBER, Text.of("Amy"))),
                entry(BY_A, new MembershipEvent.MemberRemoved(MEMBER, Side.A, REASON)),
                entry(
                        BY_A,
                        new MediationEvent.MediatorProposed(
                                ITEM, Side.A, SECRET_DIGEST, EXPIRES, Text.of("Mia"), REASON)),
                entry(BY_MEDIATOR, new MediationEvent.MediatorAccepted(ITEM, MEMBER, Text.of("Mia"), Text.of("None"))),
                entry(BY_B, new MediationEvent.MediatorAdmitted(ITEM, Side.B)),
                entry(BY_B, new MediationEvent.MediatorDeclined(ITEM, Side.B, REASON)),
                entry(BY_MEDIATOR, new MediationEvent.MediatorStoodDown(ITEM, REASON)),
                entry(BY_B, new MediationEvent.MediatorDismissed(ITEM, Side.B, REASON)),
                entry(BY_A, new CommitmentEvent.CommitmentMade(ITEM, Side.A, TERMS)),
                entry(BY_B, new CommitmentEvent.CommitmentRequested(ITEM, Side.A, TERMS)),
                entry(BY_A, new CommitmentEvent.RequestAccepted(ITEM)),
                entry(BY_A, new CommitmentEvent.RequestDeclined(ITEM, REASON)),
                entry(BY_A, new CommitmentEvent.RequestCountered(ITEM, Side.A, TERMS, REASON)),
                entry(
                        BY_A,
                        new CommitmentEvent.UpdateDelivered(
                                ITEM, 1, Text.of("Half of it is done"), 50, Confidence.MEDIUM, true)),
                entry(BY_A, new CommitmentEvent.TermsProposed(ITEM, 1, PROPOSAL, Side.A, REVISED, REASON)),
                entry(BY_B, new CommitmentEvent.TermsAccepted(ITEM, 1, PROPOSAL)),
                entry(BY_B, new CommitmentEvent.TermsDeclined(ITEM, 1, PROPOSAL, REASON)),
                entry(BY_B, new CommitmentEvent.TermsCountered(ITEM, 1, PROPOSAL, COUNTER, Side.B, REVISED, REASON)),
                entry(
                        BY_A,
                        new CommitmentEvent.CommitmentDelivered(
                                ITEM,
                                1,
                                Text.of("All answered"),
                                List.of(
                                        new Evidence(Text.of("Report"), Text.of("https://example.org/report")),
                                        new Evidence(Text.of("Minutes"), null)))),
                entry(BY_B, new CommitmentEvent.DeliveryConfirmed(ITEM, 1, Text.of("Thank you"))),
                entry(BY_B, new CommitmentEvent.DeliveryDisputed(ITEM, 1, REASON)),
                entry(BY_B, new CommitmentEvent.DisputeWithdrawn(ITEM, 1, REASON)),
                entry(Actor.SYSTEM, new CommitmentEvent.DeliveryUncontested(ITEM, 1)),
                entry(BY_A, new CommitmentEvent.DeadlineMissed(ITEM, 1, true, REASON)),
                entry(BY_A, new CommitmentEvent.ReasonGiven(ITEM, 1, REASON)),
                entry(BY_B, new CommitmentEvent.MissExcused(ITEM, 1, REASON)),
                entry(BY_B, new CommitmentEvent.CommitmentReleased(ITEM, REASON)),
                entry(BY_A, new CommitmentEvent.CommitmentWithdrawn(ITEM, REASON)),
                entry(BY_B, new CommitmentEvent.DisputeEscalated(ITEM, 1, Side.B, REASON)),
                entry(BY_B, new CommitmentEvent.DisputeResolved(ITEM, 1, OTHER, true)),
                entry(BY_A, new CharterEvent.CharterProposed(ITEM, PROPOSAL, Side.A, List.of(CLAUSE), REASON)),
                entry(
                        BY_B,
                        new CharterEvent.CharterAmended(
                                ITEM, COUNTER, Side.B, PROPOSAL, List.of(CLAUSE), List.of(OTHER), REASON)),
                entry(BY_B, new CharterEvent.CharterAgreed(ITEM, PROPOSAL, 1)),
                entry(BY_B, new CharterEvent.CharterDeclined(ITEM, PROPOSAL, REASON)),
                entry(BY_A, new CharterEvent.CharterWithdrawn(ITEM, PROPOSAL, REASON)),
                entry(
                        BY_A,
                        new ConversationEvent.ConversationRecorded(
                                ITEM,
                                Side.A,
                                DUE,
                                List.of(
                                        new ConversationEvent.Participant(MEMBER, null, Side.A),
                                        new ConversationEvent.Participant(null, Text.of("Cleo"), null)),
                                Text.of("We went through the release"),
                                List.of(Text.of("Both came prepared"), Text.of("No blame")),
                                List.of(Text.of("Look again in a month")),
                                Text.of("By the number of late releases"),
                                Terms.Monitor.BOTH,
                                Text.of("By telephone in the morning"),
                                List.of(OTHER),
                                List.of(PROPOSAL),
                                List.of(COUNTER))),
                entry(BY_B, new ConversationEvent.ConversationAcknowledged(ITEM, Side.B, REASON)),
                entry(BY_B, new ConversationEvent.ConversationCorrected(ITEM, OTHER, Side.B, REASON)),
                entry(
                        BY_A,
                        new ConcernEvent.ConcernRaised(
                                ITEM,
                                Side.A,
                                Text.of("Late notice"),
                                Text.of("Releases that both can rely on"),
                                Text.of("The date moved on the evening before"),
                                Text.of("Four people waited"),
                                List.of(EVIDENCE),
                                Text.of("How did you see it?"),
                                OTHER,
                                List.of(PROPOSAL))),
                entry(BY_B, new ConcernEvent.ConcernAcknowledged(ITEM, REASON)),
                entry(BY_B, new ConcernEvent.CauseNamed(ITEM, OTHER, Side.B, REASON)),
                entry(
                        BY_B,
                        new ConcernEvent.ApologyOffered(
                                ITEM,
                                OTHER,
                                Text.of("Four people waited"),
                                Text.of("We knew at noon and said nothing"),
                                Text.of("We are sorry"),
                                PROPOSAL)),
                entry(BY_A, new ConcernEvent.RemedyProposed(ITEM, OTHER, Side.A, REASON, PROPOSAL)),
                entry(BY_B, new ConcernEvent.RemedyAccepted(ITEM, OTHER)),
                entry(BY_B, new ConcernEvent.RemedyDeclined(ITEM, OTHER, REASON)),
                entry(BY_A, new ConcernEvent.ReadinessDeclared(ITEM, Side.A, true, REASON)),
                entry(BY_B, new ConcernEvent.ConcernSettled(ITEM)),
                entry(BY_A, new ConcernEvent.ConcernReopened(ITEM, Side.A, REASON)),
                entry(BY_A, new ConcernEvent.ConcernEscalated(ITEM, Side.A, REASON)),
                entry(
                        BY_A,
                        new DecisionEvent.DecisionProposed(
                                ITEM,
                                Side.A,
                                Text.of("Releases move to Tuesdays"),
                                Text.of("Everybody is there"),
                                List.of(new DecisionEvent.Alternative(Text.of("Fridays"), REASON)),
                                List.of(EVIDENCE),
                                List.of(OTHER),
                                REVIEW,
                                PROPOSAL)),
                entry(BY_B, new DecisionEvent.DecisionAgreed(ITEM)),
                entry(BY_B, new DecisionEvent.DecisionObjected(ITEM, OTHER, Side.B, REASON)),
                entry(BY_A, new DecisionEvent.DecisionWithdrawn(ITEM, REASON)),
                entry(BY_B, new DecisionEvent.DecisionSuperseded(ITEM, OTHER)),
                entry(BY_A, new DecisionEvent.DecisionReviewed(ITEM, Side.A, REASON, REVIEW)),
                entry(BY_A, new CheckpointEvent.CheckpointScheduled(ITEM, Side.A, DUE, REASON, List.of(OTHER))),
                entry(BY_A, new CheckpointEvent.CheckpointRescheduled(ITEM, Side.A, DUE, REASON)),
                entry(
                        BY_A,
                        new CheckpointEvent.CheckpointHeld(
                                ITEM, Side.A, DUE, List.of(REASON), List.of(OTHER), List.of(PROPOSAL))),
                entry(BY_B, new CheckpointEvent.CheckpointCancelled(ITEM)),
                entry(Actor.SYSTEM, new CheckpointEvent.CheckpointMissed(ITEM)),
                entry(
                        BY_A,
                        new CheckInEvent.CheckInsProposed(
                                ITEM,
                                Side.A,
                                Text.of("Friday call"),
                                DUE,
                                "FREQ=WEEKLY;COUNT=2",
                                List.of(DUE.at(), DUE.at().plusSeconds(604_800)),
                                15)),
                entry(BY_B, new CheckInEvent.CheckInsAgreed(ITEM)),
                entry(BY_B, new CheckInEvent.CheckInsDeclined(ITEM, REASON)),
                entry(BY_A, new CheckInEvent.CheckInHeld(ITEM, 1, Side.A, REASON)),
                entry(BY_A, new CheckInEvent.CheckInMissed(ITEM, 1, Side.A, REASON)),
                entry(BY_A, new CheckInEvent.CheckInsPaused(ITEM, Side.A, REASON)),
                entry(BY_A, new CheckInEvent.CheckInsResumed(ITEM, Side.A)),
                entry(BY_A, new CheckInEvent.CheckInsEnded(ITEM, Side.A, REASON)),
                entry(BY_A, new WinEvent.WinCelebrated(ITEM, Side.A, Text.of("A quiet month"), REASON, List.of(OTHER))),
                entry(BY_B, new WinEvent.WinEndorsed(ITEM, REASON)),
                entry(
                        BY_A,
                        new LessonEvent.LessonRecorded(
                                ITEM,
                                Side.A,
                                Text.of("Silence costs more"),
                                Text.of("We say it at noon"),
                                List.of(OTHER))),
                entry(BY_A, new FeedbackEvent.FeedbackAsked(ITEM, Side.A, Text.of("What helps?"), List.of(OTHER))),
                entry(BY_B, new FeedbackEvent.FeedbackGiven(ITEM, REASON)),
                entry(BY_A, new FeedbackEvent.FeedbackActedUpon(ITEM, REASON, List.of(OTHER))),
                entry(
                        BY_MEDIATOR,
                        new QuestionEvent.QuestionAsked(ITEM, Side.A, Text.of("Since when?"), List.of(OTHER))),
                entry(BY_A, new QuestionEvent.QuestionAnswered(ITEM, Side.A, REASON)),
                entry(
                        BY_MEDIATOR,
                        new FindingEvent.FindingRecorded(
                                ITEM,
                                Text.of("It was delivered, without the appendix"),
                                new FindingEvent.Dispute(OTHER, 1, true),
                                List.of(OTHER))),
                entry(BY_A, new FindingEvent.FindingAccepted(ITEM, Side.A)),
                entry(BY_B, new FindingEvent.FindingDeclined(ITEM, Side.B, REASON)),
                entry(BY_MEDIATOR, new InterestEvent.InterestDisclosed(ITEM, Text.of("I worked with the red team"))),
                entry(BY_A, new ClosureEvent.ClosingProposed(Side.A, REASON)),
                entry(BY_B, new ClosureEvent.ClosingDeclined(Side.B, REASON)),
                entry(BY_B, new ClosureEvent.LedgerClosed()),
                entry(BY_A, new ClosureEvent.ReopeningProposed(Side.A, REASON)),
                entry(BY_B, new ClosureEvent.ReopeningDeclined(Side.B, REASON)),
                entry(BY_B, new ClosureEvent.LedgerReopened()),
                entry(BY_A, new ErasureEvent.ErasureProposed(OTHER, Side.A, ITEM, PLACE, REASON)),
                entry(BY_B, new ErasureEvent.ErasureDeclined(OTHER, Side.B, ITEM, REASON)),
                entry(BY_A, new ErasureEvent.TextErased(OTHER, ITEM, PLACE, ErasureEvent.Ground.AUTHOR, REASON)),
                entry(Actor.SYSTEM, new KeyEvent.KeyRotated(KEY, NEXT_KEY, SIGNATURE, NEXT_SIGNATURE)),
                entry(Actor.SYSTEM, new KeyEvent.KeyReplaced(KEY, NEXT_KEY, REPLACING_SIGNATURE)),
                entry(
                        BY_A,
                        new SeenEvent.EntriesSeen(
                                MEMBER, List.of(new SeenEvent.Range(0, 7), new SeenEvent.Range(9, 9)))));
    }

    private static Entry entry(Actor actor, LedgerEvent event) {
        return new Entry(LEDGER, 12, EVENT, RECORDED, actor, event);
    }
}
