package dev.kept.projections.views.invitations;

import dev.kept.http.Asked;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.OpenOperation;
import dev.kept.http.Problem;
import dev.kept.http.Sent;
import dev.kept.projections.views.invitations.Previews.Candidacy;
import dev.kept.projections.views.invitations.Previews.Preview;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Ledgers")
class InvitationPreviewsController {

    private static final String PATH = "/api/invitation-previews";
    private static final int MAX_SECRET = 200;

    private final Previews previews;

    InvitationPreviewsController(Previews previews) {
        this.previews = previews;
    }

    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        OpenOperation invitationPreviewsAreOpen() {
            return new OpenOperation(PATH);
        }
    }

    @PostMapping(PATH)
    @SecurityRequirements
    @Operation(
            summary = "Read what an invitation is about before accepting it",
            description =
                    "For whoever has the invitation's secret, also without an account: no access token is asked for."
                            + " With another secret there is no such invitation. Nothing is recorded.")
    ResponseEntity<Preview> previewInvitation(Sent<InvitationSecret> sent) {
        InvitationSecret asked = sent.body();
        Preview preview = previews.of(asked.ledger(), asked.invitation(), asked.secret());
        if (preview == null) {
            throw notFound();
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(preview);
    }

    @GetMapping("/api/candidacies/{candidacy}")
    @Operation(
            summary = "Read what became of your own agreement to mediate",
            description =
                    "For whoever accepted an invitation to mediate, also before both sides have admitted them and after"
                            + " the mediation ended. The candidacy is the invitation's id.")
    Candidacy getCandidacy(@PathVariable UUID candidacy, Asked<CandidacyQuery> asked) {
        Candidacy found = previews.candidacy(
                asked.query().ledger(), candidacy, asked.caller().member());
        if (found == null) {
            throw Problem.of(
                    404, "candidacy-not-found", "No such candidacy", "There is none with this id, or it is not yours.");
        }
        return found;
    }

    private static Problem notFound() {
        return Problem.of(
                404,
                "invitation-not-found",
                "No such invitation",
                "There is none with this id, or the secret is wrong.");
    }

    /**
     * Which invitation, and the proof that it was given to the reader.
     *
     * @param ledger the ledger that the invitation leads to
     * @param invitation the invitation's id
     * @param secret what stands behind the # of its link
     */
    record InvitationSecret(UUID ledger, UUID invitation, String secret) {
        static InvitationSecret read(Fields fields) {
            return new InvitationSecret(
                    fields.required("ledger", FieldType.uuid().describedAs("The ledger that the invitation leads to.")),
                    fields.required("invitation", FieldType.uuid().describedAs("The invitation's id.")),
                    fields.required(
                            "secret",
                            FieldType.line(MAX_SECRET)
                                    .describedAs(
                                            "The secret from the invitation: what stands behind the # of its link.")));
        }
    }

    /** @param ledger in which somebody was invited to mediate */
    record CandidacyQuery(UUID ledger) {
        static CandidacyQuery read(Fields fields) {
            return new CandidacyQuery(fields.required(
                    "ledger", FieldType.uuid().describedAs("The ledger in which you were invited to mediate.")));
        }
    }
}
