package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker/make-secrets.sh in a folder of its own; skipped without openssl. */
class MakeSecretsTest {

    private static final Path SCRIPT = Path.of("../docker/make-secrets.sh");

    @TempDir
    Path docker;

    private Path secrets;

    @BeforeEach
    void the_script_stands_in_a_folder_of_its_own() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl"))),
                "there is no openssl here");
        Files.copy(SCRIPT, docker.resolve("make-secrets.sh"));
        secrets = docker.resolve("secrets");
    }

    @Test
    void it_makes_different_secrets_in_a_folder_that_only_its_owner_enters() throws Exception {
        run();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        assertThat(List.of("signing-key", "invitation-key", "idempotency-key", "webhooks-key", "cursor-key"))
                .allSatisfy(name ->
                        assertThat(Base64.getDecoder().decode(secret(name))).hasSize(32))
                .extracting(this::secret)
                .doesNotHaveDuplicates();
        assertThat(List.of("postgres-password", "accounts-owner-password", "commitments-app-password"))
                .allSatisfy(name -> assertThat(secret(name)).hasSize(48))
                .extracting(this::secret)
                .doesNotHaveDuplicates();
        assertThat(secret("mail-password")).isEmpty();
        try (Stream<Path> files = Files.list(secrets)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("r--r--r--"));
        }
    }

    @Test
    void it_leaves_alone_what_is_there() throws Exception {
        run();
        String before = secret("signing-key");
        Files.delete(secrets.resolve("webhooks-key"));

        assertThat(run()).isEqualTo("made secrets/webhooks-key\n");

        assertThat(secret("signing-key")).isEqualTo(before);
    }

    @Test
    void it_takes_over_what_the_settings_held_before_there_were_files() throws Exception {
        Files.writeString(docker.resolve(".env"), """
                KEPT_PUBLIC_URL=https://kept.example
                POSTGRES_PASSWORD=plain+/=
                ACCOUNTS_OWNER_PASSWORD="quoted"
                PAGES_OWNER_PASSWORD='quoted too'
                KEPT_SIGNING_KEY=
                KEPT_MAIL_PASSWORD=of the mail server
                """);

        run();

        assertThat(secret("postgres-password")).isEqualTo("plain+/=");
        assertThat(secret("accounts-owner-password")).isEqualTo("quoted");
        assertThat(secret("pages-owner-password")).isEqualTo("quoted too");
        assertThat(secret("mail-password")).isEqualTo("of the mail server");
        assertThat(secret("signing-key")).hasSize(44);
    }

    @Test
    void a_folder_named_in_the_settings_is_used_and_one_in_the_environment_takes_nothing_over() throws Exception {
        Files.writeString(docker.resolve(".env"), "KEPT_SECRETS=elsewhere\nPOSTGRES_PASSWORD=real\n");

        run();
        secrets = docker.resolve("elsewhere");
        assertThat(secret("postgres-password")).isEqualTo("real");

        run("KEPT_SECRETS=trial");
        secrets = docker.resolve("trial");
        assertThat(secret("postgres-password")).hasSize(48);
    }

    private String secret(String name) {
        try {
            return Files.readString(secrets.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String run(String... environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        Stream.of("env", "-u", "KEPT_SECRETS"),
                        Stream.of(environment),
                        Stream.of("bash", "make-secrets.sh"))
                .flatMap(part -> part)
                .toList());
        Process process =
                builder.directory(docker.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
