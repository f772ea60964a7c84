package dev.kept.transparency.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where an export's files go, one after the other. */
@FunctionalInterface
public interface ExportFiles {

    /**
     * Begins a file.
     *
     * @param path below the export, with {@code /}
     * @return to be closed before the next file begins
     */
    OutputStream create(String path) throws IOException;

    /** Files below a folder, which is made as far as it is not there. */
    static ExportFiles folder(Path folder) {
        return path -> {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.newOutputStream(file);
        };
    }

    /** Entries of a zip, which the caller closes. Nothing is kept, so the zip can be sent as it is made. */
    static ExportFiles zip(ZipOutputStream zip) {
        return path -> {
            zip.putNextEntry(new ZipEntry(path));
            return new FilterOutputStream(zip) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    zip.closeEntry();
                }
            };
        };
    }
}
