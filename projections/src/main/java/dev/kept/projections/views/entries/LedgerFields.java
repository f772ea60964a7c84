package dev.kept.projections.views.entries;

import dev.kept.events.ClosureEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.SeenEvent;
import dev.kept.projections.store.fields.FieldList;

/** Entries about the ledger as a whole: who belongs to it, who mediates, closing, reading. */
final class LedgerFields {

    private LedgerFields() {}

    static void of(MembershipEvent event, FieldList to) {
        switch (event) {
            case MembershipEvent.LedgerOpened e ->
                to.text("title", e.title()).text("partyName", e.partyName()).text("memberName", e.memberName());
            case MembershipEvent.PartyInvited e ->
                to.text("partyName", e.partyName()).text("message", e.message()).instant("expires", e.expires());
            case MembershipEvent.MemberInvited e ->
                to.side("side", e.side()).text("message", e.message()).instant("expires", e.expires());
            case MembershipEvent.InvitationWithdrawn ignored -> {}
            case MembershipEvent.PartyJoined e ->
                to.text("partyName", e.partyName()).text("memberName", e.memberName());
            case MembershipEvent.MemberJoined e -> to.side("side", e.side()).text("memberName", e.memberName());
            case MembershipEvent.MemberRemoved e ->
                to.person("member", e.member()).side("side", e.side()).text("reason", e.reason());
        }
    }

    static void of(MediationEvent event, FieldList to) {
        switch (event) {
            case MediationEvent.MediatorProposed e ->
                to.text("mediatorName", e.mediatorName())
                        .text("reason", e.reason())
                        .instant("expires", e.expires());
            case MediationEvent.MediatorAccepted e ->
                to.text("mediatorName", e.memberName()).text("interests", e.interests());
            case MediationEvent.MediatorAdmitted ignored -> {}
            case MediationEvent.MediatorDeclined e -> to.text("reason", e.reason());
            case MediationEvent.MediatorStoodDown e -> to.text("reason", e.reason());
            case MediationEvent.MediatorDismissed e -> to.text("reason", e.reason());
        }
    }

    static void of(ClosureEvent event, FieldList to) {
        switch (event) {
            case ClosureEvent.ClosingProposed e -> to.text("reason", e.reason());
            case ClosureEvent.ClosingDeclined e -> to.text("reason", e.reason());
            case ClosureEvent.LedgerClosed ignored -> {}
            case ClosureEvent.ReopeningProposed e -> to.text("reason", e.reason());
            case ClosureEvent.ReopeningDeclined e -> to.text("reason", e.reason());
            case ClosureEvent.LedgerReopened ignored -> {}
        }
    }

    static void of(SeenEvent event, FieldList to) {
        switch (event) {
            case SeenEvent.EntriesSeen e ->
                e.ranges().forEach(range -> to.entries("entries", range.from(), range.to()));
        }
    }
}
