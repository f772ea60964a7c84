package dev.kept.commitments.evidence;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What may be handed in as evidence, and where its bytes go.
 *
 * @param maxFile the longest file
 * @param maxLedger the most of all files of a ledger, each content counted once
 * @param maxSide the most of all files that one side of a ledger has handed in, or its mediators; half of {@code maxLedger} unless it is set
 * @param unusedAfter how long a file is kept that no entry and no draft names
 * @param store where files go that arrive from now on; what is elsewhere stays there
 * @param s3 a bucket of an S3-compatible store
 */
@ConfigurationProperties("kept.evidence")
record EvidenceSettings(
        @DefaultValue("25MB") DataSize maxFile,
        @DefaultValue("1GB") DataSize maxLedger,
        @Nullable DataSize maxSide,
        @DefaultValue("PT24H") Duration unusedAfter,
        @DefaultValue("postgres") ContentStores.Kind store,
        @DefaultValue S3 s3) {

    EvidenceSettings {
        if (maxFile.toBytes() < 1 || maxLedger.compareTo(maxFile) < 0) {
            throw new IllegalStateException(
                    "kept.evidence.max-file must be at least 1 byte, and kept.evidence.max-ledger at least as much");
        }
        if (maxSide == null) {
            maxSide = DataSize.ofBytes(Math.max(maxFile.toBytes(), maxLedger.toBytes() / 2));
        } else if (maxSide.compareTo(maxFile) < 0) {
            throw new IllegalStateException("kept.evidence.max-side must be at least kept.evidence.max-file");
        }
        if (store == ContentStores.Kind.S3 && s3.bucket().isEmpty()) {
            throw new IllegalStateException("kept.evidence.store=s3 needs kept.evidence.s3.bucket");
        }
    }

    /**
     * Where a bucket is, and as whom it is used. What is not set is empty.
     *
     * @param endpoint its address; AWS itself when empty
     * @param region of the bucket; most other stores take any
     * @param bucket no such store when empty
     * @param prefix what the names of all objects begin with
     * @param pathStyle whether the bucket stands in the path of addresses instead of their host; by default where an endpoint is set
     * @param accessKeyId together with the next; when empty, what the environment of the process has for AWS counts
     * @param secretAccessKey a secret
     */
    record S3(
            @DefaultValue("") String endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("") String bucket,
            @DefaultValue("") String prefix,
            @Nullable Boolean pathStyle,
            @DefaultValue("") String accessKeyId,
            @DefaultValue("") String secretAccessKey) {

        private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_.-]+/)*[A-Za-z0-9_.-]*");

        S3 {
            endpoint = endpoint.strip();
            region = region.isBlank() ? "us-east-1" : region.strip();
            bucket = bucket.strip();
            prefix = prefix.strip();
            accessKeyId = accessKeyId.strip();
            secretAccessKey = secretAccessKey.strip();
            if (!endpoint.isEmpty() && !isAddress(endpoint)) {
                throw new IllegalStateException(
                        "kept.evidence.s3.endpoint must be an address such as https://s3.example.org");
            }
            if (!PREFIX.matcher(prefix).matches()) {
                throw new IllegalStateException(
                        "kept.evidence.s3.prefix must consist of letters, digits, '_', '.', '-' and '/', such as kept/");
            }
            if (accessKeyId.isEmpty() != secretAccessKey.isEmpty()) {
                throw new IllegalStateException(
                        "kept.evidence.s3.access-key-id and kept.evidence.s3.secret-access-key must be set together");
            }
        }

        private static boolean isAddress(String endpoint) {
            try {
                URI address = new URI(endpoint);
                return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                        && address.getHost() != null
                        && address.getUserInfo() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        boolean isPathStyle() {
            return pathStyle == null ? !endpoint.isEmpty() : pathStyle;
        }

        boolean hasKey() {
            return !accessKeyId.isEmpty();
        }

        /** A secret must not reach a log by way of the string form. */
        @Override
        public String toString() {
            return "S3[" + bucket + "]";
        }
    }
}
