package dev.kept.commitments.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Contents as objects of a bucket that any S3-compatible store may have, named by the content's id alone. What is longer than a part is sent in
 * parts and is there once all of them are; it is read by ranges. A part at a time is in memory on the way in, a range on the way out.
 */
final class S3Contents implements ContentStore, AutoCloseable {

    /** S3 takes no shorter part, the last one excepted. */
    static final int PART = 5 * 1024 * 1024;

    private static final int PIECES_AT_ONCE = 8;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(30);

    /** Shorter than the silence after which the session of a leader ends. */
    private static final Duration CALL = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(S3Contents.class);

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    S3Contents(EvidenceSettings.S3 settings) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.isPathStyle())
                // Of these alone every compatible store knows what they are.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(more -> more.chunkedEncodingEnabled(false))
                .overrideConfiguration(
                        calls -> calls.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(ATTEMPT)
                        .build());
        if (!settings.endpoint().isEmpty()) {
            client.endpointOverride(URI.create(settings.endpoint()));
        }
        if (settings.hasKey()) {
            client.credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey())));
        }
        this.s3 = client.build();
        this.bucket = settings.bucket();
        this.prefix = settings.prefix();
    }

    private String key(UUID content) {
        return prefix + content;
    }

    @Override
    public Arriving begin(UUID content, Consumer<String> began) {
        return new Upload(key(content), began);
    }

    private final class Upload implements Arriving {

        private final String key;
        private final Consumer<String> began;
        private final Part part = new Part();
        private final List<CompletedPart> sent = new ArrayList<>();
        private @Nullable String id;
        private boolean finished;

        Upload(String key, Consumer<String> began) {
            this.key = key;
            this.began = began;
        }

        @Override
        public void write(byte[] piece) {
            part.writeBytes(piece);
            if (part.size() >= PART) {
                send();
            }
        }

        private void send() {
            String upload = id == null ? start() : id;
            int number = sent.size() + 1;
            String tag = asked(
                    "UploadPart",
                    () -> s3.uploadPart(
                                    request -> request.bucket(bucket)
                                            .key(key)
                                            .uploadId(upload)
                                            .partNumber(number),
                                    part.body())
                            .eTag());
            sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            part.reset();
        }

        private String start() {
            String upload = asked(
                    "CreateMultipartUpload",
                    () -> s3.createMultipartUpload(
                                    request -> request.bucket(bucket).key(key))
                            .uploadId());
            id = upload;
            began.accept(upload);
            return upload;
        }

        @Override
        public void finish() {
            if (id == null) {
                asked(
                        "PutObject",
                        () -> s3.putObject(request -> request.bucket(bucket).key(key), part.body()));
            } else {
                if (part.size() > 0) {
                    send();
                }
                asked(
                        "CompleteMultipartUpload",
                        () -> s3.completeMultipartUpload(request ->
                                request.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(sent))));
            }
            finished = true;
        }

        @Override
        public void close() {
            if (id != null && !finished) {
                try {
                    abort(key, id);
                } catch (FilesUnavailable later) {
                    log.debug("An upload is given up later");
                }
            }
        }
    }

    /** Grows as far as it has to: most files are shorter than a part. */
    private static final class Part extends ByteArrayOutputStream {

        private InputStream bytes() {
            return new ByteArrayInputStream(buf, 0, count);
        }

        RequestBody body() {
            return RequestBody.fromContentProvider(this::bytes, count, "application/octet-stream");
        }
    }

    @Override
    public Pieces read(UUID content) {
        return new Ranges(key(content));
    }

    private final class Ranges implements Pieces {

        private final String key;
        private byte[] range = {};
        private int at;
        private long next;

        Ranges(String key) {
            this.key = key;
        }

        @Override
        public Optional<byte[]> next() {
            if (at == range.length) {
                range = range(key, next, PIECES_AT_ONCE * ChunkCipher.ENCRYPTED_CHUNK);
                next += range.length;
                at = 0;
            }
            if (range.length == 0) {
                return Optional.empty();
            }
            byte[] piece = Arrays.copyOfRange(range, at, Math.min(range.length, at + ChunkCipher.ENCRYPTED_CHUNK));
            at += piece.length;
            return Optional.of(piece);
        }
    }

    /** Empty when there is nothing there. */
    private byte[] range(String key, long from, int length) {
        return asked("GetObject", () -> {
            try {
                return s3.getObjectAsBytes(request ->
                                request.bucket(bucket).key(key).range("bytes=%d-%d".formatted(from, from + length - 1)))
                        .asByteArrayUnsafe();
            } catch (NoSuchKeyException gone) {
                return new byte[0];
            } catch (S3Exception e) {
                if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                    return new byte[0];
                }
                throw e;
            }
        });
    }

    @Override
    public void delete(UUID content, @Nullable String began) {
        String key = key(content);
        if (began != null) {
            abort(key, began);
        }
        asked(
                "DeleteObject",
                () -> s3.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private void abort(String key, String upload) {
        asked("AbortMultipartUpload", () -> {
            try {
                s3.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(upload));
            } catch (NoSuchUploadException gone) {
                // It was completed, or given up before.
            }
            return upload;
        });
    }

    private static <T> T asked(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            String reason = e instanceof S3Exception answered && answered.awsErrorDetails() != null
                    ? answered.statusCode() + " " + answered.awsErrorDetails().errorCode()
                    : e.getClass().getSimpleName();
            log.warn("The store of files fails at {}: {}", operation, reason);
            throw new FilesUnavailable(reason);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
