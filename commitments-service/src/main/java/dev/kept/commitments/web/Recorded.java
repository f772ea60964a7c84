package dev.kept.commitments.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.commitments.kernel.Appended;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.web.method.HandlerMethod;

/**
 * The answer to a command: what was recorded, and where. The same when the command is repeated under its idempotency key.
 *
 * @param sequence of the last entry; also the {@code ETag}; when nothing had to be recorded, of the ledger's last entry
 * @param recorded UTC, with milliseconds
 * @param id the item created, else the one addressed
 * @param entries what was recorded, in order; empty when nothing had to be
 * @param invitation the invitation's id, for a command that invites somebody; as the two that follow
 * @param secret whoever brings it may accept; it is shown here alone
 * @param link the page on which to accept, with the secret behind the {@code #}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Recorded(
        UUID ledger,
        long sequence,
        Instant recorded,
        @Nullable UUID id,
        List<Entry> entries,
        @Nullable UUID invitation,
        @Nullable String secret,
        @Nullable String link) {

    /**
     * One entry's place.
     *
     * @param type wire name, e.g. {@code dev.kept.commitment.made.v1}
     * @param receipt with {@code Prefer: return=receipt} alone: the C2SP tlog-proof of this entry, under the head that ends with the
     *     command's last one; the same when the command is repeated
     */
    @Schema(name = "RecordedEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            long sequence, String type, @Nullable String receipt) {}

    /** Whether a handler's answer says what was recorded: then it is a command to a ledger. */
    public static boolean isAnswerOf(HandlerMethod handler) {
        return ResolvableType.forMethodReturnType(handler.getMethod())
                        .getGeneric(0)
                        .toClass()
                == Recorded.class;
    }

    static Recorded of(Appended appended, @Nullable UUID created) {
        List<Entry> entries = appended.entries().stream()
                .map(position -> new Entry(position.sequence(), position.type(), null))
                .toList();
        return new Recorded(
                appended.ledger(),
                appended.sequence(),
                appended.recorded(),
                created == null ? appended.item() : created,
                entries,
                null,
                null,
                null);
    }

    /** @param receipts one for each entry, in order */
    Recorded proven(List<String> receipts) {
        List<Entry> proven = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            proven.add(new Entry(entries.get(i).sequence(), entries.get(i).type(), receipts.get(i)));
        }
        return new Recorded(ledger, sequence, recorded, id, List.copyOf(proven), invitation, secret, link);
    }

    Recorded inviting(Invited invited) {
        return new Recorded(ledger, sequence, recorded, id, entries, invited.id(), invited.secret(), invited.link());
    }
}
