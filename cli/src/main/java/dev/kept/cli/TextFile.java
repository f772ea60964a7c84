package dev.kept.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file in UTF-8, as a whole. */
final class TextFile {

    private static final long LARGEST = 10_000_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /** Its text with single line feeds; null, and an error, when there is none. */
    static @Nullable String read(Path file, String name, Found<?> found) {
        try {
            if (!Files.isRegularFile(file)) {
                found.error(name, 1, "There is no such file.");
                return null;
            }
            if (Files.size(file) > LARGEST) {
                found.error(name, 1, "It is larger than 10 MB.");
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
                text = text.substring(1);
            }
            int nul = text.indexOf('\0');
            if (nul >= 0) {
                found.error(name, (int) text.substring(0, nul).lines().count() + 1, "It holds a NUL: this is no text.");
                return null;
            }
            return text.replace("\r\n", "\n").replace('\r', '\n');
        } catch (CharacterCodingException e) {
            found.error(name, 1, "It is not in UTF-8.");
        } catch (IOException e) {
            found.error(name, 1, "It cannot be read: " + e.getMessage());
        }
        return null;
    }
}
