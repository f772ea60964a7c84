package dev.kept.transparency.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kept.transparency.client.WitnessCommand;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A party's own witness when the record's key changes, or a service only says so. */
class WitnessOfKeyChangesTest {

    private static final SigningKey FIRST = ExampleLedger.key(1);
    private static final SigningKey SECOND = ExampleLedger.key(21);
    private static final SigningKey THIRD = ExampleLedger.key(22);

    @TempDir
    Path folder;

    private final ExampleLedger record = ExampleLedger.of(5);
    private final List<byte[]> changes = new ArrayList<>();
    private Path export = Path.of("");
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        publish(record.head());
        assertThat(witness(FIRST)).startsWith("0 HOLDS.");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void follows_handovers_from_the_key_that_it_was_given_and_cosigns() throws IOException {
        rotate(SECOND);
        record.add("Later");
        publish(record.head());
        assertThat(witness(FIRST))
                .startsWith("0 HOLDS.")
                .contains("begins with the 5 remembered", "Cosigned up to entry 6");

        rotate(THIRD);
        record.add("Last");
        publish(record.head());
        assertThat(witness(FIRST)).startsWith("0 HOLDS.").contains("Cosigned up to entry 8");
        assertThat(witness(THIRD)).startsWith("0 HOLDS.");
    }

    @Test
    void refuses_a_new_key_without_an_entry() throws IOException {
        record.signer = new NoteSigner(ExampleLedger.ORIGIN, SECOND);
        publish(record.head());

        assertThat(witness(FIRST))
                .startsWith(
                        "1 DOES NOT HOLD. The newest tree head is not signed with the key given: none of the keys given"
                                + " has signed it.")
                .contains("Nothing was cosigned");
    }

    @Test
    void refuses_a_handover_that_is_not_in_the_record() throws IOException {
        ExampleLedger aside = record.first(5);
        aside.rotate(SECOND);
        changes.add(aside.statements.get(5));
        record.add("Another entry");
        record.signer = aside.signer;
        publish(record.head());

        assertThat(witness(FIRST))
                .startsWith(
                        "1 DOES NOT HOLD. The service shows an entry 5 that changes the key, and it is not in the record.");
    }

    @Test
    void refuses_a_handover_that_only_the_new_key_has_signed() throws IOException {
        NoteSigner then = new NoteSigner(ExampleLedger.ORIGIN, SECOND);
        KeyChange right = KeyChange.rotation(5, record.signer, then);
        record.record(new KeyChange(5, right.oldKey(), right.newKey(), right.newSignature(), right.newSignature()));
        changes.add(record.statements.get(5));
        record.signer = then;
        publish(record.head());

        assertThat(witness(FIRST))
                .startsWith("1 DOES NOT HOLD. Entry 5 changes the record's key, but it is not signed by both keys.");
    }

    @Test
    void refuses_a_head_by_the_old_key_after_a_handover_also_where_the_handover_is_hidden() throws IOException {
        NoteSigner old = record.signer;
        rotate(SECOND);
        record.add("Later");
        publish(record.head());
        witness(FIRST);
        record.add("Last");
        publish(SignedTreeHead.sign(record.head().head(), old));

        assertThat(witness(FIRST))
                .startsWith(
                        "1 DOES NOT HOLD. The newest tree head is not signed with the key given: it has 8 entries, and the"
                                + " key that has signed it was replaced with entry 5.");
        changes.clear();
        assertThat(witness(FIRST))
                .startsWith(
                        "1 DOES NOT HOLD. The head that was remembered is signed by a key that does not lead to the one"
                                + " given");
    }

    @Test
    void accepts_the_key_that_took_a_lost_ones_place_only_when_it_is_told_to() throws IOException {
        NoteSigner then = new NoteSigner(ExampleLedger.ORIGIN, SECOND);
        record.record(KeyChange.replacement(5, record.signer.verifierKey(), then));
        changes.add(record.statements.get(5));
        record.signer = then;
        publish(record.head());

        assertThat(witness(FIRST)).startsWith("1 DOES NOT HOLD.");
        assertThat(witness(FIRST, "--accept-key")).startsWith("1 DOES NOT HOLD.");
        assertThat(witness(SECOND)).startsWith("1 DOES NOT HOLD.").contains("--accept-key");
        assertThat(witness(SECOND, "--accept-key")).startsWith("0 HOLDS.").contains("Cosigned up to entry 5");
        assertThat(witness(SECOND)).startsWith("0 HOLDS.");
    }

    private void rotate(SigningKey next) {
        record.rotate(next);
        changes.add(record.statements.getLast());
    }

    private void publish(SignedTreeHead head) throws IOException {
        export = record.export(folder.resolve("export-" + Files.list(folder).count()), head);
    }

    private String witness(SigningKey given, String... more) throws IOException {
        Files.writeString(folder.resolve("token"), "a token");
        List<String> arguments = new ArrayList<>(List.of(
                "--ledger",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/ledger",
                "--key",
                new NoteSigner(ExampleLedger.ORIGIN, given).verifierKey().toString(),
                "--state",
                folder.resolve("state").toString(),
                "--witness-key",
                folder.resolve("key").toString(),
                "--name",
                "one.example/witness",
                "--token-file",
                folder.resolve("token").toString()));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        int code = WitnessCommand.run(arguments, out, out);
        return code + " " + said.toString(UTF_8).replaceFirst("Witness: .*\n", "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/ledger/", "");
        byte[] body;
        if (path.equals("tree-key")) {
            body = changes.stream()
                    .map(statement -> "{\"statement\":\"" + Base64.getEncoder().encodeToString(statement) + "\"}")
                    .collect(Collectors.joining(",", "{\"origin\":\"?\",\"changes\":[", "]}"))
                    .getBytes(UTF_8);
        } else if (path.equals("witness/add-checkpoint")) {
            body = new byte[0];
        } else {
            body = Files.readAllBytes(export.resolve(path.replaceFirst("^log/", "")));
        }
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
