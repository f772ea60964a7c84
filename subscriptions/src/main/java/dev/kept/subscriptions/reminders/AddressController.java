package dev.kept.subscriptions.reminders;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import dev.kept.http.ZoneType;
import dev.kept.subscriptions.reminders.mail.Letter;
import dev.kept.subscriptions.reminders.mail.MailDelivery;
import dev.kept.subscriptions.reminders.mail.MailOutcome;
import dev.kept.subscriptions.reminders.mail.Mailbox;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where mails go: only to an address whose owner opened a mail and confirmed it. */
@RestController
@Tag(name = "Reminders")
class AddressController {

    private static final int MAX_SECRET = 200;

    private final People people;
    private final Confirmations confirmations;
    private final TransactionOperations write;
    private final SettingsAnswers answers;
    private final MailDelivery mail;
    private final Letters letters;
    private final Clock clock;

    AddressController(
            People people,
            Confirmations confirmations,
            @Qualifier("subscriptionsTransactions") TransactionOperations write,
            SettingsAnswers answers,
            MailDelivery mail,
            Letters letters,
            Clock clock) {
        this.people = people;
        this.confirmations = confirmations;
        this.write = write;
        this.answers = answers;
        this.mail = mail;
        this.letters = letters;
        this.clock = clock;
    }

    @PostMapping("/api/reminders/address")
    @Operation(
            operationId = "nameReminderAddress",
            summary =
                    "Name an address for reminders: a mail with a link goes there, and nothing else until it is confirmed",
            description =
                    "The mail is written in the language of your settings, else in the first one of `Accept-Language` that"
                            + " Kept knows, else in that of your reminders.")
    AddressAnswer nameReminderAddress(Posted<NamedAddress> posted, HttpServletRequest request) {
        MailDelivery.Channel channel = mail.channel().orElseThrow(MailDelivery::isOff);
        UUID member = posted.caller().member();
        String address = posted.body().address();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String secret = Confirmations.secret();
        Optional<Locale> accepted = Languages.accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        Locale language = Objects.requireNonNull(write.execute(transaction -> {
            Person person = people.lock(member);
            Locale said = accepted.orElse(person.said().locale());
            if (!confirmations.mayAsk(member, address, at)) {
                throw Problem.of(
                                429,
                                "too-many-requests",
                                "Too many requests",
                                "A mail was asked for a moment ago, or several times today: please wait.")
                        .retryAfter(Duration.ofMinutes(1));
            }
            confirmations.add(secret, member, address, at);
            ZoneId zone = posted.body().zone();
            if (person.version() == 0 && zone != null) {
                people.save(person.says(person.said().in(zone).in(said), at));
            }
            return person.settings().localeOr(said);
        }));
        String link = channel.settings().publicUrl() + "/reminders/confirm?secret=" + secret;
        String id = "<" + UUID.randomUUID() + "@" + channel.settings().domain() + ">";
        Letter letter = letters.confirmation(address, link, id, language);
        MailOutcome outcome = channel.prompt().send(letter);
        if (outcome == MailOutcome.NO_SUCH_MAILBOX) {
            throw Problem.of(
                    409, "address-refused", "Address refused", "The mail server says that there is no such mailbox.");
        }
        if (outcome == MailOutcome.NOT_TAKEN) {
            confirmations.takeBack(secret);
            throw Problem.temporarilyUnavailable(
                    "The mail server does not take mail just now: please try again in a few minutes.",
                    Duration.ofMinutes(1));
        }
        return new AddressAnswer(address, at.plus(Confirmations.VALID));
    }

    @PostMapping("/api/reminders/address/confirmation")
    @Operation(
            operationId = "confirmReminderAddress",
            summary = "Confirm the address with the secret that was sent there: from now on reminders go there")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    ResponseEntity<SettingsAnswer> confirmReminderAddress(Posted<ConfirmedAddress> posted) {
        UUID member = posted.caller().member();
        Instant at = clock.instant();
        Person confirmed = write.execute(transaction -> {
            Person person = people.lock(member);
            String address = confirmations
                    .take(posted.body().secret(), member, at)
                    .orElseThrow(() -> Problem.of(
                            404,
                            "confirmation-not-found",
                            "No such confirmation",
                            "The link is used up or too old, or belongs to somebody else: name the address again."));
            confirmations.end(member);
            Person changed = person.confirms(address, Confirmations.secret(), at);
            people.save(changed);
            return changed;
        });
        return answers.of(confirmed);
    }

    @PostMapping("/api/reminders/address/removal")
    @Operation(
            operationId = "removeReminderAddress",
            summary = "Have your address forgotten: no mail goes there any more")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    ResponseEntity<SettingsAnswer> removeReminderAddress(Posted<Nothing> posted) {
        Person forgotten = write.execute(transaction -> {
            Person person = people.lock(posted.caller().member());
            confirmations.end(person.member());
            Person changed = person.address() == null ? person : person.forgetsAddress();
            people.save(changed);
            return changed;
        });
        return answers.of(forgotten);
    }

    /** @param expires until when the link in the mail can be used */
    @Schema(name = "ReminderAddressAsked")
    record AddressAnswer(String unconfirmed, Instant expires) {}

    /** @param zone in which to remind, for whoever has not said so yet */
    record NamedAddress(String address, @Nullable ZoneId zone) {
        static NamedAddress read(Fields fields) {
            return new NamedAddress(
                    fields.required("address", Mailbox.KIND),
                    fields.optional(
                            "zone",
                            ZoneType.ZONE.describedAs("The IANA zone to remind in, if you have not said so yet.")));
        }
    }

    record ConfirmedAddress(String secret) {
        static ConfirmedAddress read(Fields fields) {
            return new ConfirmedAddress(fields.required(
                    "secret",
                    FieldType.line(MAX_SECRET).describedAs("What stands behind `secret=` in the mail's link.")));
        }
    }
}
