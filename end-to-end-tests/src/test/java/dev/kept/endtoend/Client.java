package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.cli.InThisProcess;
import dev.kept.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The command-line client of one person, with what it is told by variables. */
record Client(Person person, Map<String, String> variables, Path folder) {

    private static final Pattern OF_THE_CLIENT =
            Pattern.compile("/(cli|client)/|jackson-|picocli|fastcsv|jspecify|jakarta.annotation");

    /** What it said and how it ended. */
    record Said(int exitCode, String output, String errors) {
        JsonNode json() {
            return Person.JSON.readTree(output);
        }

        Said expect(int expected) {
            if (exitCode != expected) {
                throw new AssertionError(
                        "expected exit code " + expected + " but was " + exitCode + ":\n" + output + "\n" + errors);
            }
            return this;
        }
    }

    /** Of a new person, who has a credential and no profile yet. */
    static Client of(String name, Path folder) {
        JsonNode account = new Person(SharedKept.url(), new UUID(0, 0), name, "")
                .post(
                        "/api/accounts",
                        Map.of(
                                "email",
                                name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org",
                                "name",
                                name,
                                "password",
                                "a long pass phrase of " + name))
                .expect(201)
                .body();
        String id = account.get("clientId").asString();
        String secret = account.get("clientSecret").asString();
        Person person = new Person(
                SharedKept.url(),
                UUID.fromString(account.get("member").asString()),
                name,
                Person.token(SharedKept.url(), id, secret));
        return new Client(
                person,
                Map.of(
                        "KEPT_URL",
                        SharedKept.url(),
                        "KEPT_CLIENT_ID",
                        id,
                        "KEPT_CLIENT_SECRET",
                        secret,
                        "XDG_CONFIG_HOME",
                        folder.resolve(name).toString()),
                folder);
    }

    Client with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new Client(person, more, folder);
    }

    Client without(String prefix) {
        Map<String, String> fewer = new HashMap<>(variables);
        fewer.keySet().removeIf(name -> name.startsWith(prefix));
        return new Client(person, fewer, folder);
    }

    Said run(String... arguments) {
        return runWith("", arguments);
    }

    /** With something to read from the standard input. */
    Said runWith(String input, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = InThisProcess.run(
                variables,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(output, true, UTF_8),
                new PrintStream(errors, true, UTF_8),
                arguments);
        return new Said(code, output.toString(UTF_8), errors.toString(UTF_8));
    }

    /** A script as a runner of jobs runs it: it ends with the first command that fails. */
    Said script(String script) {
        try {
            Path output = Files.createTempFile(folder, "output", ".txt");
            Path errors = Files.createTempFile(folder, "errors", ".txt");
            ProcessBuilder bash = new ProcessBuilder("bash", "-eo", "pipefail", "-c", script)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            bash.environment().keySet().removeIf(name -> name.startsWith("KEPT_"));
            bash.environment().putAll(variables);
            bash.environment()
                    .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
            int code = bash.start().waitFor();
            return new Said(code, Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A jar that starts the client as kept-client.jar does, with what is in that of the classes of this test run. */
    static Path jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                                .filter(OF_THE_CLIENT.asPredicate())
                                .map(part -> Path.of(part).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Files.createDirectories(file.getParent());
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
