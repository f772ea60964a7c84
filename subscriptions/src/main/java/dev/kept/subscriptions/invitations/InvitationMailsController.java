package dev.kept.subscriptions.invitations;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import dev.kept.projections.readmodels.Invitations;
import dev.kept.projections.readmodels.Invitations.Invitation;
import dev.kept.projections.readmodels.ReadableLedger;
import dev.kept.projections.readmodels.Readings;
import dev.kept.subscriptions.invitations.InvitationMails.Content;
import dev.kept.subscriptions.invitations.InvitationMails.Which;
import dev.kept.subscriptions.reminders.People;
import dev.kept.subscriptions.reminders.mail.MailDelivery;
import dev.kept.subscriptions.reminders.mail.Mailbox;
import dev.kept.subscriptions.requests.IdempotentRequests;
import dev.kept.subscriptions.requests.Sealing;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An invitation by mail. Neither the address nor the secret is recorded, and nothing that the sender wrote stands in the mail. */
@RestController
@Tag(name = "Membership")
class InvitationMailsController {

    private static final int MAX_SECRET = 200;

    private final Readings readings;
    private final Invitations invitations;
    private final People people;
    private final InvitationMails mails;
    private final IdempotentRequests requests;
    private final MailDelivery mail;
    private final Clock clock;

    InvitationMailsController(
            Readings readings,
            Invitations invitations,
            People people,
            @Qualifier("subscriptionsDataSource") DataSource dataSource,
            Sealing sealing,
            IdempotentRequests requests,
            MailDelivery mail,
            Clock clock) {
        this.readings = readings;
        this.invitations = invitations;
        this.people = people;
        this.mails = new InvitationMails(dataSource, sealing);
        this.requests = requests;
        this.mail = mail;
        this.clock = clock;
    }

    @PostMapping("/api/ledgers/{ledger}/invitations/{invitation}/mails")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "mailInvitation",
            summary = "Have an invitation of your side sent to a mail address, besides handing over its link",
            description = "For members of the inviting side, who bring the invitation's secret and have confirmed an"
                    + " address of their own for reminders: 409 `address-not-confirmed` otherwise, 409 `mail-off` without"
                    + " a mail server. The mail says that somebody invites, and holds the link; no name and no word of yours"
                    + " stands in it. 20 mails a day for each person, 3 to each address: 429 `too-many-requests`. The address"
                    + " is kept until the mail was taken, two days at most, and nothing says whether it exists. In the"
                    + " first language of `Accept-Language` that Kept knows, unless `language` says another.")
    InvitationMailQueued mailInvitation(
            @PathVariable UUID ledger,
            @PathVariable UUID invitation,
            Posted<InvitationMailBody> posted,
            HttpServletRequest request) {
        UUID member = posted.caller().member();
        ReadableLedger open = readings.open(ledger, member).ledger(ledger);
        if (mail.channel().isEmpty()) {
            throw MailDelivery.isOff();
        }
        InvitationMailBody body = posted.body();
        Locale language = Languages.of(body.language(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        Which which = new Which(ledger, invitation, member);
        Content content = new Content(body.address(), body.secret().strip(), language);
        return requests.answer(posted, InvitationMailQueued.class, () -> queue(which, open.role(), content));
    }

    private InvitationMailQueued queue(Which which, String role, Content content) {
        Invitation found = invitations
                .find(which.ledger(), which.invitation(), content.secret())
                .filter(each -> each.side().equals(role))
                .orElseThrow(() -> Problem.of(
                        404,
                        "invitation-not-found",
                        "No such invitation",
                        "There is none with this id on your side, or the secret is wrong."));
        if (!found.open()) {
            throw Problem.of(
                    409,
                    "invitation-not-open",
                    "Invitation not open",
                    "This invitation was answered or taken back, or it is too old: invite anew.");
        }
        if (!people.lock(which.member()).hasConfirmedAddress()) {
            throw Problem.of(
                    409,
                    "address-not-confirmed",
                    "Address not confirmed",
                    "Confirm an address of your own for reminders first; then Kept sends invitations for you.");
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!mails.mayAsk(which.member(), content.address(), at)) {
            throw Problem.of(
                            429,
                            "too-many-requests",
                            "Too many requests",
                            "You or others have asked for as many mails today as may go out: hand over the link, or"
                                    + " try again tomorrow.")
                    .retryAfter(Duration.ofHours(1));
        }
        mails.add(which, content, at, found.expires());
        return new InvitationMailQueued(which.invitation(), found.expires());
    }

    /**
     * A mail that is on its way.
     *
     * @param expires until when the invitation can be accepted
     */
    @Schema(name = "InvitationMailQueued")
    record InvitationMailQueued(UUID invitation, Instant expires) {}

    /**
     * Where an invitation goes.
     *
     * @param secret of the invitation, which only those know to whom its link was given
     * @param language in which the mail is written
     */
    record InvitationMailBody(
            String address, String secret, @Nullable Locale language) {

        static InvitationMailBody read(Fields fields) {
            return new InvitationMailBody(
                    fields.required("address", Mailbox.KIND.describedAs("Where the mail goes, in ASCII.")),
                    fields.required(
                            "secret",
                            FieldType.line(MAX_SECRET)
                                    .describedAs(
                                            "The secret from the invitation: what stands behind the # of its link.")),
                    fields.optional(
                            "language",
                            FieldType.choice(Languages.ALL, Locale::getLanguage)
                                    .describedAs("In which the mail is written.")));
        }

        /** Nothing of it may reach a log by way of the string form. */
        @Override
        public String toString() {
            return "InvitationMailBody";
        }
    }
}
