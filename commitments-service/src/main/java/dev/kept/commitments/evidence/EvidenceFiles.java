package dev.kept.commitments.evidence;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.evidence.RecordedFiles.Place;
import dev.kept.commitments.web.UploadedFiles;
import dev.kept.events.EvidenceFile;
import dev.kept.events.Text;
import dev.kept.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Takes files in and gives them out, a piece at a time, whatever their length. */
@Component
@EnableConfigurationProperties(EvidenceSettings.class)
public class EvidenceFiles implements UploadedFiles {

    /** Slower lines are cut off anyway. */
    private static final int SLOWEST_BYTES_A_SECOND = 64 * 1024;

    private static final Duration AT_LEAST = Duration.ofMinutes(10);

    private final EvidenceSettings settings;
    private final JdbcFiles files;
    private final RecordedFiles recorded;
    private final ContentStore contents;

    EvidenceFiles(@Qualifier("commitmentsDataSource") DataSource dataSource, EvidenceSettings settings) {
        this.settings = settings;
        this.files = new JdbcFiles(dataSource);
        this.recorded = new RecordedFiles(dataSource);
        this.contents = new JdbcContents(dataSource);
    }

    /**
     * What is handed in.
     *
     * @param after the ledger's last entry
     * @param declared its length; -1 where nobody says
     */
    record Upload(UUID ledger, UUID member, long after, String name, String mediaType, long declared) {

        /** A name must not reach a log by way of the string form. */
        @Override
        public String toString() {
            return "Upload[" + ledger + "]";
        }
    }

    private record Arrived(long size, String sha256) {}

    /**
     * Keeps a file, or leaves nothing of it.
     *
     * @throws Problem when it is too long, empty, cut off, or more than the ledger may have
     */
    StoredFile receive(Upload upload, InputStream body) throws IOException {
        long most = settings.maxFile().toBytes();
        if (upload.declared() > most) {
            throw tooLarge(most);
        }
        boolean exact = upload.declared() > 0;
        long wanted = exact ? upload.declared() : most;
        UUID content = UUID.randomUUID();
        byte[] secret = ChunkCipher.newSecret();
        long room = files.begin(
                content,
                upload.ledger(),
                secret,
                wanted,
                exact,
                settings.maxLedger().toBytes(),
                AT_LEAST.plusSeconds(wanted / SLOWEST_BYTES_A_SECOND));
        if (room == 0) {
            throw full();
        }
        try {
            Arrived arrived = store(content, new ChunkCipher(secret), body, room);
            if (arrived.size() > room) {
                throw room < most ? full() : tooLarge(most);
            }
            if (arrived.size() == 0) {
                throw Problem.of(400, "file-empty", "Empty file", "The file is empty.");
            }
            StoredFile file = new StoredFile(
                    UUID.randomUUID(),
                    upload.ledger(),
                    content,
                    upload.name(),
                    upload.mediaType(),
                    arrived.size(),
                    arrived.sha256(),
                    upload.after());
            if (!files.add(file, upload.member())) {
                throw Problem.of(408, "request-timeout", "Request timeout", "The file did not arrive in time.");
            }
            return file;
        } finally {
            dropUnlessKept(content);
        }
    }

    /** Nothing stays of bytes that were interrupted, or that were here before. What cannot be deleted now, is later. */
    private void dropUnlessKept(UUID content) {
        try {
            drop(content);
        } catch (DataAccessException away) {
            // Left to UnusedFiles: the failure that led here is the one to answer.
        }
    }

    private void drop(UUID content) {
        if (files.drop(content)) {
            contents.delete(content);
        }
    }

    /** Reads on only as long as it is not too long. */
    private Arrived store(UUID content, ChunkCipher cipher, InputStream body, long room) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[ChunkCipher.CHUNK];
        long size = 0;
        int number = 0;
        int length;
        while (size <= room && (length = body.readNBytes(chunk, 0, chunk.length)) > 0) {
            size += length;
            if (size <= room) {
                digest.update(chunk, 0, length);
                contents.write(content, number, cipher.encrypt(number, chunk, length));
                number++;
            }
        }
        return new Arrived(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Problem tooLarge(long most) {
        return Problem.of(
                        413, "file-too-large", "File too large", "A file may have at most " + most / 1024 + " KB here.")
                .withFact("limit", most);
    }

    private Problem full() {
        long most = settings.maxLedger().toBytes();
        return Problem.of(
                        409,
                        "files-full",
                        "No room for more files",
                        "All files of a ledger together may have at most " + most / 1024 + " KB here.")
                .withFact("limit", most);
    }

    @Override
    public Map<UUID, EvidenceFile> named(UUID ledger, UUID member, Collection<UUID> wanted) {
        return StoreUnavailable.orResult(() -> files.touch(ledger, member, wanted)).stream()
                .collect(Collectors.toMap(StoredFile::file, EvidenceFiles::asEvidence));
    }

    private static EvidenceFile asEvidence(StoredFile file) {
        return new EvidenceFile(
                file.file(), file.size(), file.mediaType(), Text.of(file.name()), Text.of(file.sha256()));
    }

    /**
     * Bytes that can be read, and how they are to be called.
     *
     * @param name empty when it was erased
     */
    record Readable(StoredFile file, Optional<String> name, ChunkCipher cipher) {}

    /**
     * What an entry names.
     *
     * @throws Problem 404 when it names no file there, 410 when the file was erased, or lost by a store that was restored
     */
    Readable at(UUID ledger, Place place) {
        EvidenceFile named = recorded.at(ledger, place);
        if (named == null) {
            throw Problem.notFound();
        }
        if (recorded.text(ledger, place.sequence(), EvidenceFile.placeOfDigest(place.number()))
                .isEmpty()) {
            throw Problem.of(
                    410,
                    "file-erased",
                    "Erased",
                    "This file was erased. Its digest stays in the record, and an entry says that it was erased.");
        }
        Optional<StoredFile> file = files.find(ledger, named.file());
        return file.flatMap(found -> files.secret(found.content()))
                .map(secret -> new Readable(
                        file.orElseThrow(),
                        recorded.text(ledger, place.sequence(), EvidenceFile.placeOfName(place.number())),
                        new ChunkCipher(secret)))
                .orElseThrow(() -> Problem.of(
                        410,
                        "file-lost",
                        "Lost",
                        "The bytes of this file are not here any more, although nobody erased them. Whoever has them can"
                                + " still show by the digest that they are the ones."));
    }

    /**
     * Gives out bytes of a ledger's files by their digest, for an export.
     *
     * @return false, and nothing was written, when they are not here any more
     * @throws IllegalStateException when they go while they are written
     */
    public boolean write(UUID ledger, String sha256, OutputSupplier out) throws IOException {
        Optional<StoredFile> file = files.findBytes(ledger, sha256);
        Optional<ChunkCipher> cipher =
                file.flatMap(found -> files.secret(found.content())).map(ChunkCipher::new);
        if (file.isEmpty() || cipher.isEmpty()) {
            return false;
        }
        try (OutputStream opened = out.open()) {
            write(file.get(), cipher.get(), opened);
        }
        return true;
    }

    /** Where bytes go, once it is known that there are some. */
    @FunctionalInterface
    public interface OutputSupplier {
        OutputStream open() throws IOException;
    }

    /** @throws IllegalStateException when the bytes go while they are written */
    void write(StoredFile file, ChunkCipher cipher, OutputStream out) throws IOException {
        long left = file.size();
        for (int number = 0; left > 0; number++) {
            byte[] chunk = contents.read(file.content(), number)
                    .orElseThrow(() -> new IllegalStateException("a file was erased while it was read"));
            byte[] bytes = cipher.decrypt(number, chunk);
            out.write(bytes);
            left -= bytes.length;
        }
    }
}
