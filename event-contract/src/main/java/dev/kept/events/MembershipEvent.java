package dev.kept.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who belongs to which side of a ledger. */
public sealed interface MembershipEvent extends LedgerEvent {

    /** A member opened the ledger; the own party is side A. */
    record LedgerOpened(UUID member, Text title, Text partyName, Text memberName) implements MembershipEvent {
        @Override
        public @Nullable UUID subject() {
            return null;
        }
    }

    /**
     * Side A asked the other party to join.
     *
     * @param secretDigest base64url of SHA-256 over the secret's ASCII bytes: whoever brings the secret may accept
     */
    record PartyInvited(
            UUID invitation,
            String secretDigest,
            Instant expires,
            Text partyName,
            @Nullable Text message) implements MembershipEvent {
        @Override
        public UUID subject() {
            return invitation;
        }
    }

    /** A side asked one more person to act for it. */
    record MemberInvited(
            UUID invitation,
            Side side,
            String secretDigest,
            Instant expires,
            @Nullable Text message) implements MembershipEvent {
        @Override
        public UUID subject() {
            return invitation;
        }
    }

    /** An invitation was taken back before anyone accepted it. */
    record InvitationWithdrawn(UUID invitation) implements MembershipEvent {
        @Override
        public UUID subject() {
            return invitation;
        }
    }

    /** The other party joined: its first member accepted the invitation; the party is side B. */
    record PartyJoined(UUID invitation, UUID member, Text partyName, Text memberName) implements MembershipEvent {
        @Override
        public UUID subject() {
            return invitation;
        }
    }

    /** One more person acts for a side. */
    record MemberJoined(UUID invitation, Side side, UUID member, Text memberName) implements MembershipEvent {
        @Override
        public UUID subject() {
            return invitation;
        }
    }

    /** A person no longer acts for a side, and sees the ledger no more. */
    record MemberRemoved(UUID member, Side side, @Nullable Text reason) implements MembershipEvent {
        @Override
        public UUID subject() {
            return member;
        }
    }
}
