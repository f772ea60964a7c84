package dev.kept.commitments.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real server that speaks S3, in a JVM of its own over a folder of its own, with one bucket. It ends with this JVM. */
public final class ObjectStore implements AutoCloseable {

    /** What the names of all objects begin with. */
    public static final String PREFIX = "kept/files-";

    private static final String BUCKET = "some-bucket";
    private static final String KEY = "key-of-kept";
    private static final String SECRET = "secret-of-kept";
    private static final Path JARS = Path.of("../local-infrastructure/object-store/target/lib");

    /** Ends the server when the pipe to this JVM breaks, whatever ended it. */
    private static final String WITH_ITS_PARENT = "\"$@\" & cat > /dev/null; kill $!; wait";

    private final Path folder;
    private final int port;
    private final S3Client client;
    private @Nullable Process process;

    private ObjectStore(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.client = S3Client.builder()
                .endpointOverride(URI.create(endpoint()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    public static ObjectStore start() {
        try {
            ObjectStore store = new ObjectStore(Files.createTempDirectory("object-store"), freePort());
            store.configure();
            store.startAgain();
            store.client.createBucket(request -> request.bucket(BUCKET));
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    private void configure() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("server.properties"),
                """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(endpoint(), KEY, SECRET, folder.resolve("data")),
                UTF_8);
        Files.writeString(folder.resolve("log.xml"), "<configuration><root level=\"OFF\"/></configuration>", UTF_8);
    }

    /** Brings it back on the same port, with what it had. */
    public void startAgain() {
        try {
            process = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            WITH_ITS_PARENT,
                            "object-store",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dlogback.configurationFile=" + folder.resolve("log.xml"),
                            "-cp",
                            JARS + "/*",
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            folder.resolve("server.properties").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.txt").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("a server that starts; " + folder + "/out.txt says why it does not")
                .atMost(Duration.ofSeconds(60))
                .until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Nobody reaches it until it is started again; it keeps what it has. */
    public void stop() {
        Process stopped = process;
        process = null;
        if (stopped != null) {
            try {
                stopped.getOutputStream().close();
                stopped.waitFor();
            } catch (IOException e) {
                stopped.destroy();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        client.close();
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that lead to it. */
    public Map<String, String> properties() {
        return Map.of(
                "kept.evidence.s3.endpoint", endpoint(),
                "kept.evidence.s3.bucket", BUCKET,
                "kept.evidence.s3.prefix", PREFIX,
                "kept.evidence.s3.access-key-id", KEY,
                "kept.evidence.s3.secret-access-key", SECRET);
    }

    EvidenceSettings.S3 settings() {
        return new EvidenceSettings.S3(endpoint(), "us-east-1", BUCKET, PREFIX, null, KEY, SECRET);
    }

    /** The names of all objects. */
    public List<String> objects() {
        return client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** The names of objects of which parts have come, and not all. */
    public List<String> unfinished() {
        return client.listMultipartUploads(request -> request.bucket(BUCKET)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    /** As they are stored. */
    public byte[] bytes(String object) {
        try (S3Contents contents = new S3Contents(settings())) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ContentStore.Pieces pieces = contents.read(UUID.fromString(object.substring(PREFIX.length())));
            for (Optional<byte[]> next = pieces.next(); next.isPresent(); next = pieces.next()) {
                all.writeBytes(next.get());
            }
            return all.toByteArray();
        }
    }

    public void delete(String object) {
        client.deleteObject(request -> request.bucket(BUCKET).key(object));
    }

    /** Begins an upload that nobody goes on with. */
    public String begin(String object) {
        return client.createMultipartUpload(request -> request.bucket(BUCKET).key(object))
                .uploadId();
    }
}
