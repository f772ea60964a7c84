import dev.example.kept.ApiClient;
import dev.example.kept.api.CommitmentsApi;
import dev.example.kept.model.CommitmentView;
import dev.example.kept.model.ConfirmDeliveryBody;
import dev.example.kept.model.DeliverCommitmentBody;
import dev.example.kept.model.RecordedCommand;
import dev.example.kept.model.RecordedCreation;
import dev.example.kept.model.TermsBody;
import java.util.UUID;

/** Keeps one promise with the generated client: makes it as one party, delivers it, confirms it as the other. */
final class KeepPromise {

    private KeepPromise() {}

    public static void main(String[] args) throws Exception {
        CommitmentsApi ada = api(args[0], args[1]);
        CommitmentsApi bea = api(args[0], args[2]);
        UUID ledger = UUID.fromString(args[3]);

        TermsBody terms = new TermsBody().title("Generate a client").due("2099-12-31").zone("Europe/Berlin");
        RecordedCreation made = ada.makeCommitment(ledger, terms, UUID.randomUUID().toString(), null, null, null);
        ada.deliverCommitment(ledger, made.getId(), null, null, null, null, new DeliverCommitmentBody().text("It compiles"));
        RecordedCommand confirmed =
                bea.confirmDelivery(ledger, made.getId(), null, null, null, null, new ConfirmDeliveryBody().comment("It does"));
        CommitmentView kept = ada.getCommitment(ledger, made.getId(), null, confirmed.getSequence());

        System.out.println(kept.getState().getValue() + ": " + kept.getTerms().getTitle().getActualInstance());
    }

    private static CommitmentsApi api(String url, String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return new CommitmentsApi(client);
    }
}
