package dev.kept.commitments.evidence;

import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.evidence.JdbcFiles.Beginning;
import dev.kept.commitments.evidence.JdbcFiles.Room;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Takes files in and gives them out, a piece at a time, whatever their length. */
@Component
public class EvidenceFiles implements UploadedFiles {

    /** Slower lines are cut off anyway. */
    private static final int SLOWEST_BYTES_A_SECOND = 64 * 1024;

    private static final Duration AT_LEAST = Duration.ofMinutes(10);

    private final EvidenceSettings settings;
    private final JdbcFiles files;
    private final RecordedFiles recorded;
    private final ContentStores stores;
    private final DataSource dataSource;

    EvidenceFiles(
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            EvidenceSettings settings,
            ContentStores stores) {
        this.settings = settings;
        this.files = new JdbcFiles(dataSource);
        this.recorded = new RecordedFiles(dataSource);
        this.stores = stores;
        this.dataSource = dataSource;
    }

    /**
     * What is handed in.
     *
     * @param side for whom: A, B or mediator
     * @param after the ledger's last entry
     * @param declared its length; -1 where nobody says
     */
    record Upload(UUID ledger, UUID member, String side, long after, String name, String mediaType, long declared) {

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
     * @throws Problem when it is too long, empty, cut off, or more than the ledger or the side may have; 503 when the store of files does not answer
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
        ContentStores.Kind store = stores.taking();
        Room room = files.begin(
                new Beginning(
                        content,
                        upload.ledger(),
                        upload.side(),
                        secret,
                        store,
                        AT_LEAST.plusSeconds(wanted / SLOWEST_BYTES_A_SECOND)),
                new Room(
                        settings.maxLedger().toBytes(),
                        Objects.requireNonNull(settings.maxSide()).toBytes()),
                wanted,
                exact);
        if (!room.has(exact ? wanted : 1)) {
            throw full(room);
        }
        long bound = room.of(wanted);
        try (ContentStore.Arriving arriving =
                stores.of(store, dataSource).begin(content, id -> files.began(content, id))) {
            Arrived arrived = store(arriving, new ChunkCipher(secret), body, bound);
            if (arrived.size() > bound) {
                throw bound < most ? full(room) : tooLarge(most);
            }
            if (arrived.size() == 0) {
                throw Problem.of(400, "file-empty", "Empty file", "The file is empty.");
            }
            arriving.finish();
            StoredFile file = new StoredFile(
                    UUID.randomUUID(),
                    upload.ledger(),
                    content,
                    store,
                    upload.name(),
                    upload.mediaType(),
                    arrived.size(),
                    arrived.sha256(),
                    upload.after());
            if (!files.add(file, upload.member(), upload.side())) {
                throw Problem.of(408, "request-timeout", "Request timeout", "The file did not arrive in time.");
            }
            return file;
        } catch (FilesUnavailable away) {
            throw FilesUnavailable.problem();
        } finally {
            dropUnlessKept(content);
        }
    }

    /** Nothing stays of bytes that were interrupted, or that were here before. What cannot be dropped now, is later. */
    private void dropUnlessKept(UUID content) {
        try {
            files.drop(content);
        } catch (DataAccessException away) {
            // Left to UnusedFiles: the failure that led here is the one to answer.
        }
    }

    /** Reads on only as long as it is not too long. */
    private static Arrived store(ContentStore.Arriving arriving, ChunkCipher cipher, InputStream body, long room)
            throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[ChunkCipher.CHUNK];
        long size = 0;
        int number = 0;
        int length;
        while (size <= room && (length = body.readNBytes(chunk, 0, chunk.length)) > 0) {
            size += length;
            if (size <= room) {
                digest.update(chunk, 0, length);
                arriving.write(cipher.encrypt(number, chunk, length));
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

    /** Says of which limit so little is left. */
    private Problem full(Room room) {
        boolean bySide = room.side() < room.ledger();
        long left = Math.max(0, room.of(Long.MAX_VALUE));
        long most = bySide
                ? Objects.requireNonNull(settings.maxSide()).toBytes()
                : settings.maxLedger().toBytes();
        Problem problem = bySide
                ? Problem.of(
                        409,
                        "files-of-side-full",
                        "No room for more files of your side",
                        "All files of your side together may have at most " + most / 1024 + " KB here; " + left / 1024
                                + " KB are left.")
                : Problem.of(
                        409,
                        "files-full",
                        "No room for more files",
                        "All files of a ledger together may have at most " + most / 1024 + " KB here; " + left / 1024
                                + " KB are left.");
        return problem.withFact("left", left).withFact("limit", most);
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
     * What an entry names.
     *
     * @throws Problem 404 when it names no file there, 410 when the file was erased, or lost by a store that was restored, 503 when the store of
     *     files does not answer
     */
    ReadableFile at(UUID ledger, Place place) {
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
        try {
            return files.find(ledger, named.file())
                    .flatMap(file -> opened(
                            file, recorded.text(ledger, place.sequence(), EvidenceFile.placeOfName(place.number()))))
                    .orElseThrow(() -> Problem.of(
                            410,
                            "file-lost",
                            "Lost",
                            "The bytes of this file are not here any more, although nobody erased them. Whoever has them"
                                    + " can still show by the digest that they are the ones."));
        } catch (FilesUnavailable away) {
            throw FilesUnavailable.problem();
        }
    }

    /** Empty when the bytes are not here any more. */
    private Optional<ReadableFile> opened(StoredFile file, Optional<String> name) {
        return files.secret(file.content())
                .flatMap(secret ->
                        ReadableFile.open(file, name, new ChunkCipher(secret), stores.of(file.store(), dataSource)));
    }

    /**
     * Gives out bytes of a ledger's files by their digest, for an export.
     *
     * @return false, and nothing was written, when they are not here any more
     * @throws IllegalStateException when they go while they are written
     * @throws Problem 503 when the store of files does not answer
     */
    public boolean write(UUID ledger, String sha256, OutputSupplier out) throws IOException {
        try {
            Optional<ReadableFile> file =
                    files.findBytes(ledger, sha256).flatMap(found -> opened(found, Optional.empty()));
            if (file.isPresent()) {
                try (OutputStream opened = out.open()) {
                    file.get().writeTo(opened);
                }
            }
            return file.isPresent();
        } catch (FilesUnavailable away) {
            throw FilesUnavailable.problem();
        }
    }

    /** Where bytes go, once it is known that there are some. */
    @FunctionalInterface
    public interface OutputSupplier {
        OutputStream open() throws IOException;
    }
}
