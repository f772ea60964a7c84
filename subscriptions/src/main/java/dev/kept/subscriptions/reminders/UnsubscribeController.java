package dev.kept.subscriptions.reminders;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.OpenOperation;
import dev.kept.http.Problem;
import dev.kept.http.Sent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** For whoever has the mail, without signing in. Looking a link up changes nothing, because mail programs open links too. */
@RestController
@Tag(name = "Reminders")
class UnsubscribeController {

    private static final String LOOK_UP = "/api/unsubscription-lookups";
    private static final String END = "/api/unsubscriptions";
    private static final int MAX_TOKEN = 200;

    private final People people;
    private final TransactionOperations write;
    private final Clock clock;

    UnsubscribeController(
            People people, @Qualifier("subscriptionsTransactions") TransactionOperations write, Clock clock) {
        this.people = people;
        this.write = write;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        OpenOperation unsubscriptionLookupsAreOpen() {
            return new OpenOperation(LOOK_UP);
        }

        @Bean
        OpenOperation unsubscriptionsAreOpen() {
            return new OpenOperation(END);
        }
    }

    @PostMapping(LOOK_UP)
    @SecurityRequirements
    @ApiResponse(responseCode = "204", description = "The link would end mails.")
    @Operation(
            summary = "Ask whether the link in a mail would end the mails",
            description = "For whoever has the mail: no access token is asked for. Nothing changes.")
    ResponseEntity<Void> lookUpUnsubscription(Sent<MailsToken> sent) {
        boolean known = Boolean.TRUE.equals(write.execute(
                transaction -> people.lockByUnsubscribe(sent.body().token()).isPresent()));
        return answer(known);
    }

    @PostMapping(END)
    @SecurityRequirements
    @ApiResponse(responseCode = "204", description = "No more mails are sent.")
    @Operation(
            summary = "End the reminders by mail with the link in one of them",
            description =
                    "For whoever has the mail: no access token is asked for. What waits stays on the list of reminders,"
                            + " and its owner may have the mails back.")
    ResponseEntity<Void> unsubscribe(Sent<MailsToken> sent) {
        Instant at = clock.instant();
        boolean done = Boolean.TRUE.equals(write.execute(transaction -> {
            Optional<Person> person = people.lockByUnsubscribe(sent.body().token());
            person.filter(each -> each.said().rhythm() != Rhythm.NEVER)
                    .ifPresent(each -> people.save(each.says(each.said().never(), at)));
            return person.isPresent();
        }));
        return answer(done);
    }

    private static ResponseEntity<Void> answer(boolean known) {
        if (!known) {
            throw Problem.of(
                    404,
                    "unsubscription-not-found",
                    "No such link",
                    "The address it was sent to is no longer used, or the link is not whole.");
        }
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }

    /**
     * What a mail's link holds.
     *
     * @param token what stands behind token= in the link
     */
    record MailsToken(String token) {
        static MailsToken read(Fields fields) {
            return new MailsToken(fields.required(
                    "token", FieldType.line(MAX_TOKEN).describedAs("What stands behind `token=` in the mail's link.")));
        }
    }
}
