package dev.kept.commitments.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.transparency.client.WitnessCommand;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A party's own witness, as its command line does it, against the service itself. */
class WitnessCommandTest {

    private static final SigningKey SERVICES = SigningKey.ofSeed(
            Arrays.copyOf(Base64.getDecoder().decode(LiveService.SIGNING_KEY), SigningKey.SEED_BYTES));

    @TempDir
    Path folder;

    private final LiveService service = LiveService.shared();
    private final Two two = Two.open(service);

    @BeforeEach
    void record() {
        record(3);
    }

    @Test
    void remembers_checks_and_cosigns_each_time_it_is_run() throws IOException {
        assertThat(run("--register")).startsWith("0 ").contains("remembered from now on", "Cosigned up to entry 5");
        assertThat(run()).startsWith("0 ");
        record(300);
        assertThat(run()).startsWith("0 ").contains("begins with the 6 remembered", "Cosigned up to entry 305");

        assertThat(two.bea().get("/api/ledgers" + two.path() + "/witnesses").at("/sides/0/upTo"))
                .isEqualTo("305");
        assertThat(Files.readString(folder.resolve("state"))).contains("one.example/witness");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void an_answer_that_was_lost_does_no_harm() throws IOException {
        run("--register");
        Path state = folder.resolve("state");
        byte[] before = Files.readAllBytes(state);
        record(2);
        run();

        Files.write(state, before);

        assertThat(run()).startsWith("0 ").contains("Cosigned up to entry 7");
    }

    @Test
    void whoever_lost_what_was_remembered_begins_anew_and_cosigns_on() throws IOException {
        run("--register");
        Files.delete(folder.resolve("state"));
        record(2);

        assertThat(run()).startsWith("0 ").contains("Cosigned up to entry 7");
    }

    @Test
    void a_record_that_lost_entries_is_refused_and_both_heads_are_kept() throws IOException {
        remember(new TreeHead(origin(), 40, Hash.OF_EMPTY_TREE));

        assertThat(run("--register"))
                .startsWith("1 ")
                .contains("had 40 entries and has 6 now")
                .contains("evidence");
        assertThat(Files.readString(folder.resolve("state.refused"))).startsWith(origin() + "\n6\n");
        assertThat(Files.readString(folder.resolve("state"))).startsWith(origin() + "\n40\n");
    }

    @Test
    void another_record_of_the_same_size_is_refused() throws IOException {
        remember(new TreeHead(origin(), 6, Hash.OF_EMPTY_TREE));

        assertThat(run("--register")).startsWith("1 ").contains("two different records");
    }

    @Test
    void a_record_that_was_rewritten_and_has_grown_is_refused() throws IOException {
        remember(new TreeHead(origin(), 4, Hash.OF_EMPTY_TREE));

        assertThat(run("--register")).startsWith("1 ").contains("does not show that this tree head extends");
        assertThat(two.ada().get("/api/ledgers" + two.path() + "/witnesses").text())
                .doesNotContain("upTo");
    }

    @Test
    void another_key_and_another_record_are_refused() throws IOException {
        VerifierKey other = new NoteSigner(origin(), SigningKey.generate()).verifierKey();
        assertThat(run(other.toString(), "--register")).startsWith("1 ").contains("not signed with the key given");
        remember(new TreeHead("kept.example/l/other", 4, Hash.OF_EMPTY_TREE));
        assertThat(run()).startsWith("1 ").contains("kept.example/l/other");
    }

    @Test
    void what_keeps_it_from_a_verdict_is_said() throws IOException {
        assertThat(run()).as("not registered").startsWith("2 ").contains("403", "registered as its witnesses");
        Files.writeString(folder.resolve("state"), "something else");
        assertThat(run()).startsWith("2 ").contains("has not the form");
        Files.delete(folder.resolve("state"));
        Files.writeString(folder.resolve("token"), "expired");
        assertThat(said(arguments(key().toString()))).startsWith("2 ").contains("answers 401");
        assertThat(said(List.of("--key", "x"))).startsWith("2 ");
        assertThat(said(List.of("--what"))).startsWith("2 ").contains("no option --what");
        assertThat(said(List.of("--help"))).startsWith("0 ").contains("Usage");
    }

    private void remember(TreeHead head) throws IOException {
        SignedNote note = SignedTreeHead.sign(head, new NoteSigner(head.origin(), SERVICES))
                .note();
        Files.write(folder.resolve("state"), note.toBytes());
    }

    private void record(int lessons) {
        for (int i = 0; i < lessons; i++) {
            two.ada().post(two.path() + "/lessons", Map.of("learned", "No. " + i, "differently", "Earlier"));
        }
    }

    private String origin() {
        return key().name();
    }

    private VerifierKey key() {
        return VerifierKey.parse(
                two.ada().get("/api/ledgers" + two.path() + "/tree-key").at("/verifierKey"));
    }

    private String run(String... more) throws IOException {
        Files.writeString(folder.resolve("token"), two.ada().name());
        boolean withKey = more.length > 0 && !more[0].startsWith("--");
        List<String> arguments = arguments(withKey ? more[0] : key().toString());
        arguments.addAll(List.of(more).subList(withKey ? 1 : 0, more.length));
        return said(arguments);
    }

    private List<String> arguments(String key) {
        return new ArrayList<>(List.of(
                "--ledger",
                        service.request("/api/ledgers" + two.path())
                                .build()
                                .uri()
                                .toString(),
                "--key", key,
                "--state", folder.resolve("state").toString(),
                "--witness-key", folder.resolve("key").toString(),
                "--name", "one.example/witness",
                "--token-file", folder.resolve("token").toString()));
    }

    /** The exit code, and what was said. */
    private static String said(List<String> arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        return WitnessCommand.run(arguments, out, out) + " " + said.toString(UTF_8);
    }
}
