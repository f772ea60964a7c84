package dev.kept.pages;

import dev.kept.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A form that brings files, read as it arrives: nothing of a file is kept here. What stands before the first file is read when it is asked for,
 * so that the form's token is checked before any file is taken; the rest by {@link #takeFiles}.
 */
final class FormWithFiles extends HttpServletRequestWrapper {

    /** Of all fields together, as of a form without files. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_HEADER_BYTES = 4 * 1024;

    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private @Nullable FileItemIterator parts;
    private @Nullable FileItemStream firstFile;
    private boolean begun;
    private int left = MOST_BYTES;

    FormWithFiles(HttpServletRequest request) {
        super(request);
    }

    static boolean isOne(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST") && type != null && type.startsWith("multipart/form-data");
    }

    /** What becomes of each file, one after the other. */
    @FunctionalInterface
    interface Files {

        /**
         * @param field under which it was sent
         * @param name empty where none was chosen
         * @param bytes need not be read to their end
         */
        void take(String field, String name, @Nullable String mediaType, InputStream bytes) throws IOException;
    }

    /**
     * Reads the form to its end.
     *
     * @throws Problem when it is no form, or breaks off
     */
    void takeFiles(Files files) {
        begin();
        FileItemStream file = firstFile;
        firstFile = null;
        try {
            while (file != null) {
                files.take(file.getFieldName(), nameOf(file), file.getContentType(), file.openStream());
                file = nextFile();
            }
        } catch (IOException malformed) {
            throw unreadable();
        }
    }

    void put(String field, String value) {
        fields.put(field, List.of(value));
    }

    private static String nameOf(FileItemStream file) {
        String name = file.getName();
        return name == null ? "" : name;
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        super.getParameterMap().forEach((name, values) -> fields.put(name, new ArrayList<>(List.of(values))));
        FileUpload upload = new FileUpload();
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        upload.setPartHeaderSizeMax(MOST_HEADER_BYTES);
        try {
            parts = upload.getItemIterator(new ServletRequestContext((HttpServletRequest) getRequest()));
            firstFile = nextFile();
        } catch (IOException malformed) {
            throw unreadable();
        }
    }

    /** Reads the fields up to the next file; null when there is none. */
    private @Nullable FileItemStream nextFile() throws IOException {
        while (parts != null && parts.hasNext()) {
            FileItemStream part = parts.next();
            if (!part.isFormField()) {
                return part;
            }
            byte[] value = part.openStream().readNBytes(left + 1);
            left -= value.length;
            if (left < 0) {
                throw Problem.bodyTooLarge(MOST_BYTES);
            }
            fields.computeIfAbsent(part.getFieldName(), name -> new ArrayList<>())
                    .add(new String(value, StandardCharsets.UTF_8));
        }
        return null;
    }

    /** What does not arrive is told apart by {@code Boundary}. */
    private static Problem unreadable() {
        return Problem.of(400, "bad-request", "Bad request", "The form cannot be read.");
    }

    @Override
    public @Nullable String getParameter(String name) {
        begin();
        List<String> values = fields.get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        begin();
        List<String> values = fields.get(name);
        return values == null ? null : values.toArray(String[]::new);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        begin();
        return Collections.enumeration(List.copyOf(fields.keySet()));
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        begin();
        Map<String, String[]> all = new LinkedHashMap<>();
        fields.forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
        return all;
    }
}
