package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clients that openapi-generator makes of the document compile and keep a promise, in Java and in TypeScript. The generator comes from
 * Maven Central, the TypeScript compiler from npm.
 */
@Tag("long")
class GeneratedClientsTest {

    private static final String GENERATOR = "org.openapitools:openapi-generator-cli:7.25.0";
    private static final Path PROGRAMS = Path.of("src/test/clients").toAbsolutePath();
    private static final Path CLIENTS = Path.of("target/clients").toAbsolutePath();
    private static final Path DOCUMENT = CLIENTS.resolve("openapi.json");

    private static TwoParties parties;

    @BeforeAll
    static void prepare() throws Exception {
        Files.createDirectories(CLIENTS);
        ObjectNode document = (ObjectNode) Person.JSON.readTree(Files.readString(Path.of("../docs/openapi.json")));
        // Of these the generator makes TypeScript that imports names it leaves out. A client does not call them anyway.
        document.remove("webhooks");
        Files.writeString(DOCUMENT, document.toString());
        run(
                CLIENTS,
                List.of(
                        "mvn",
                        "-B",
                        "-q",
                        "dependency:copy",
                        "-Dartifact=" + GENERATOR,
                        "-DoutputDirectory=" + CLIENTS));
        parties = TwoParties.meet();
    }

    @Test
    void a_client_in_java_compiles_and_keeps_a_promise() throws Exception {
        Path client = CLIENTS.resolve("java");
        generate(
                "java",
                client,
                "--library=native",
                "--additional-properties=useJakartaEe=true,openApiNullable=false,invokerPackage=dev.example.kept,"
                        + "apiPackage=dev.example.kept.api,modelPackage=dev.example.kept.model");
        Path classes = Files.createDirectories(client.resolve("classes"));
        List<String> command = new ArrayList<>(List.of(
                program("javac"),
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                PROGRAMS.resolve("KeepPromise.java").toString()));
        try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
            sources.filter(each -> each.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        run(CLIENTS, command);

        String said = run(
                CLIENTS,
                promise(
                        program("java"),
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        "KeepPromise"));

        assertThat(said).contains("kept: Generate a client");
    }

    @Test
    void a_client_in_typescript_compiles_and_keeps_a_promise() throws Exception {
        Path project = Files.createDirectories(CLIENTS.resolve("typescript"));
        generate("typescript-fetch", project.resolve("client"), "--additional-properties=importFileExtension=.js");
        for (String file : List.of("package.json", "keep-promise.ts")) {
            Files.writeString(project.resolve(file), Files.readString(PROGRAMS.resolve(file)));
        }
        run(project, List.of("npm", "install", "--no-fund", "--no-audit", "--no-package-lock"));
        run(
                project,
                List.of(
                        "npx",
                        "tsc",
                        "--strict",
                        "--target",
                        "es2022",
                        "--module",
                        "nodenext",
                        "--lib",
                        "es2022,dom",
                        "--outDir",
                        "out",
                        "keep-promise.ts"));

        String said = run(project, promise("node", "out/keep-promise.js"));

        assertThat(said).contains("kept: 1");
    }

    private static void generate(String generator, Path to, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                program("java"),
                "-jar",
                CLIENTS.resolve("openapi-generator-cli-7.25.0.jar").toString(),
                "generate",
                "-i",
                DOCUMENT.toString(),
                "-g",
                generator,
                "-o",
                to.toString()));
        command.addAll(List.of(options));
        run(CLIENTS, command);
    }

    private static List<String> promise(String... program) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(
                List.of(SharedKept.url(), parties.ada().token(), parties.bea().token(), parties.ledger()));
        return command;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command.getFirst(), output).isZero();
        return output;
    }
}
