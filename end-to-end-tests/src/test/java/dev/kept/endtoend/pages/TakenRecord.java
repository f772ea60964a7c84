package dev.kept.endtoend.pages;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import dev.kept.transparency.tiles.EntryBundle;
import dev.kept.transparency.verify.Verify;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A record as somebody has downloaded it from the page on protection, and what the verifier says about it. */
record TakenRecord(Path folder, Map<String, byte[]> files) {

    static TakenRecord by(Visitor visitor, Locator clicked, Path folder) {
        Download download = visitor.page().waitForDownload(clicked::click);
        Path zip = folder.resolve(download.suggestedFilename());
        download.saveAs(zip);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TakenRecord(folder, files);
    }

    String text(String file) {
        return new String(files.get(file), StandardCharsets.UTF_8);
    }

    /** How many entries its head says that it has. */
    int size() {
        return Integer.parseInt(text("checkpoint").lines().skip(1).findFirst().orElseThrow());
    }

    /** The same with one bit of one entry's statement flipped, in a letter that leaves it legible. */
    TakenRecord withOneByteChangedIn(int entry) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        int bundle = entry / 256;
        String path = EntryBundle.path(bundle, Math.min(256, size() - bundle * 256));
        byte[] bytes = files.get(path).clone();
        byte[] statement =
                EntryBundle.read(bytes, Math.min(256, size() - bundle * 256)).entry(entry % 256);
        int at = placeOf(statement, bytes) + new String(statement, StandardCharsets.UTF_8).indexOf("\"type\"") + 1;
        bytes[at] ^= 1;
        changed.put(path, bytes);
        return new TakenRecord(folder, changed);
    }

    /** The exit code, and what was said. */
    String verified(String key) {
        Path zip = folder.resolve("checked.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = Verify.run(List.of("--key", key, zip.toString()), out, out);
        return code + " " + said.toString(StandardCharsets.UTF_8);
    }

    private static int placeOf(byte[] part, byte[] whole) {
        return new String(whole, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }
}
