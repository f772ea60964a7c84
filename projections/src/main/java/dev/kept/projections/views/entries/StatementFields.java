package dev.kept.projections.views.entries;

import dev.kept.events.ConcernEvent;
import dev.kept.events.ConversationEvent;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.FeedbackEvent;
import dev.kept.events.FindingEvent;
import dev.kept.events.LessonEvent;
import dev.kept.events.QuestionEvent;
import dev.kept.events.WinEvent;
import java.util.List;

/** Entries in which somebody says something: conversations, concerns, wins, lessons, feedback, a mediator's questions and findings. */
final class StatementFields {

    private StatementFields() {}

    static void of(ConversationEvent event, FieldList to) {
        switch (event) {
            case ConversationEvent.ConversationRecorded e -> {
                to.due("occurred", e.occurred());
                participants(e.participants(), to);
                to.text("synopsis", e.synopsis())
                        .texts("positives", e.positives())
                        .texts("nextSteps", e.nextSteps())
                        .text("evaluation", e.evaluation())
                        .monitor(e.monitor())
                        .text("contact", e.contact())
                        .items("commitments", e.commitments())
                        .items("decisions", e.decisions())
                        .items("checkpoints", e.checkpoints());
            }
            case ConversationEvent.ConversationAcknowledged e -> to.text("comment", e.comment());
            case ConversationEvent.ConversationCorrected e -> to.text("text", e.text());
        }
    }

    private static void participants(List<Participant> participants, FieldList to) {
        for (Participant each : participants) {
            if (each.member() != null) {
                to.person("name", each.member());
            }
            to.text("name", each.name()).side("participantSide", each.side());
        }
    }

    static void of(ConcernEvent event, FieldList to) {
        switch (event) {
            case ConcernEvent.ConcernRaised e ->
                to.text("title", e.title())
                        .text("purpose", e.purpose())
                        .text("behaviour", e.behaviour())
                        .text("impact", e.impact())
                        .evidence(e.evidence())
                        .text("invitation", e.invitation())
                        .item("repeats", e.repeats())
                        .items("about", e.about());
            case ConcernEvent.ConcernAcknowledged e -> to.text("text", e.text());
            case ConcernEvent.CauseNamed e -> to.text("text", e.text());
            case ConcernEvent.ApologyOffered e ->
                to.text("impact", e.impact())
                        .text("wrong", e.wrong())
                        .text("regret", e.regret())
                        .item("repair", e.repair());
            case ConcernEvent.RemedyProposed e -> to.text("text", e.text()).item("commitment", e.commitment());
            case ConcernEvent.RemedyAccepted ignored -> {}
            case ConcernEvent.RemedyDeclined e -> to.text("reason", e.reason());
            case ConcernEvent.ReadinessDeclared e ->
                to.yesNo("ready", e.ready()).text("comment", e.comment());
            case ConcernEvent.ConcernSettled ignored -> {}
            case ConcernEvent.ConcernReopened e -> to.text("reason", e.reason());
            case ConcernEvent.ConcernEscalated e -> to.text("reason", e.reason());
        }
    }

    static void of(WinEvent event, FieldList to) {
        switch (event) {
            case WinEvent.WinCelebrated e ->
                to.text("title", e.title()).text("text", e.text()).items("about", e.about());
            case WinEvent.WinEndorsed e -> to.text("comment", e.comment());
        }
    }

    static void of(LessonEvent event, FieldList to) {
        switch (event) {
            case LessonEvent.LessonRecorded e ->
                to.text("learned", e.learned())
                        .text("differently", e.differently())
                        .items("about", e.about());
        }
    }

    static void of(FeedbackEvent event, FieldList to) {
        switch (event) {
            case FeedbackEvent.FeedbackAsked e ->
                to.text("question", e.question()).items("about", e.about());
            case FeedbackEvent.FeedbackGiven e -> to.text("text", e.text());
            case FeedbackEvent.FeedbackActedUpon e -> to.text("text", e.text()).items("links", e.links());
        }
    }

    static void of(QuestionEvent event, FieldList to) {
        switch (event) {
            case QuestionEvent.QuestionAsked e ->
                to.side("to", e.to()).text("question", e.text()).items("about", e.about());
            case QuestionEvent.QuestionAnswered e -> to.text("text", e.text());
        }
    }

    static void of(FindingEvent event, FieldList to) {
        switch (event) {
            case FindingEvent.FindingRecorded e -> {
                to.text("text", e.text());
                if (e.dispute() != null) {
                    to.item("commitment", e.dispute().commitment())
                            .occurrence(e.dispute().occurrence())
                            .yesNo("kept", e.dispute().kept());
                }
                to.items("about", e.about());
            }
            case FindingEvent.FindingAccepted ignored -> {}
            case FindingEvent.FindingDeclined e -> to.text("reason", e.reason());
        }
    }
}
