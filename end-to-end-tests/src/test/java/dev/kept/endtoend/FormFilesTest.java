package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.RawHttp.Header;
import dev.kept.endtoend.RawHttp.Reply;
import dev.kept.endtoend.RawHttp.Request;
import dev.kept.endtoend.Surfer.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms that bring files, and what is wrong with them. */
class FormFilesTest {

    private static final String BOUNDARY = "----a-boundary";
    private static final String FILE = "evidence/0/file-upload";
    private static final int MOST = 25 * 1024 * 1024;

    private final Surfer surfer = new Surfer(SharedKept.url());
    private String page = "";
    private Person ada = new Person("", new UUID(0, 0), "", "");
    private TwoParties parties = new TwoParties(ada, ada, "");

    @BeforeEach
    void openAForm() throws IOException {
        String email = "ada-" + UUID.randomUUID() + "@example.org";
        ada = Person.signUp(SharedKept.url(), "Ada", email);
        parties = TwoParties.meet(ada, SharedKept.person("Bea"));
        ada.getAtLeast(2, parties.path("")).expect(200);
        surfer.signIn(email, "a long pass phrase of Ada");
        page = "/ledgers/" + parties.ledger() + "/write/proposeDecision";
    }

    @AfterEach
    void leave() {
        surfer.close();
    }

    private Form form() throws IOException {
        return surfer.forms(surfer.follow(Surfer.get(page)), page).stream()
                .filter(each -> each.action().contains("/write/"))
                .findFirst()
                .orElseThrow()
                .without(FILE)
                .with("evidence/0/label", "The report");
    }

    private static Form filled(Form form) {
        return form.with("statement", "We keep it").with("rationale", "Both need it");
    }

    /** @param first parts that stand before the form's fields */
    private static Request request(Form form, byte[] file, boolean first) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (first) {
            part(body, FILE, file);
        }
        for (Map.Entry<String, String> field : form.fields()) {
            body.write(("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(BOUNDARY, field.getKey(), field.getValue()))
                    .getBytes(UTF_8));
        }
        if (!first) {
            part(body, FILE, file);
        }
        body.write(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return new Request(
                "POST",
                form.action(),
                new ArrayList<>(List.of(
                        new Header("Accept", "text/html,*/*;q=0.8"),
                        new Header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY))),
                body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] file) throws IOException {
        body.write(("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\n")
                .formatted(BOUNDARY, name)
                .getBytes(UTF_8));
        body.write(file);
        body.write("\r\n".getBytes(UTF_8));
    }

    private long decisions() {
        return ada.get(parties.path("/decisions"))
                .expect(200)
                .body()
                .get("items")
                .size();
    }

    @Test
    void what_is_sent_with_its_token_is_recorded_with_its_file() throws IOException {
        Reply done = surfer.follow(request(filled(form()), "Notes".getBytes(UTF_8), false));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("a.txt").contains("(text/plain, 5 bytes)");
    }

    @Test
    void a_forged_one_is_refused_before_any_file_is_taken() throws IOException {
        Form form = filled(form());

        for (Request forged : List.of(
                request(form.without("_csrf"), new byte[10], false),
                request(form.with("_csrf", "forged"), new byte[10], false),
                // The token comes too late: by then the file would have been taken.
                request(form, new byte[10], true))) {
            assertThat(surfer.send(forged).status()).isEqualTo(403);
        }
        assertThat(decisions()).isZero();
    }

    @Test
    void a_file_that_is_too_large_is_said_so_in_the_form() throws IOException {
        Reply refused = surfer.send(request(filled(form()), new byte[MOST + 1], false));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("The file is too large: it may have at most 25,600 KB.")
                .contains("We keep it");
        assertThat(decisions()).isZero();
    }

    @Test
    void one_that_is_no_form_or_ends_in_the_middle_is_refused() throws IOException {
        Request whole = request(filled(form()), new byte[1000], false);

        for (byte[] broken : List.of(
                Arrays.copyOf(whole.body(), whole.body().length - 500), "nonsense".getBytes(UTF_8), new byte[0])) {
            assertThat(surfer.send(whole.holding(broken)).status()).isBetween(400, 499);
        }
        assertThat(decisions()).isZero();
    }
}
