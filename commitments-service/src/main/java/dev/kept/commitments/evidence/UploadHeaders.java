package dev.kept.commitments.evidence;

import dev.kept.http.FieldError;
import dev.kept.http.Problem;
import dev.kept.http.VisibleText;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What the headers of an upload say of the file.
 *
 * @param name one that can be seen, names no folder and reads in one direction only
 * @param mediaType without parameters, in lower case
 */
record UploadHeaders(String name, String mediaType) {

    /** The name as percent-encoded UTF-8: a header has room for nothing else. */
    static final String NAME = "Kept-File-Name";

    private static final int MAX_NAME = 200;
    private static final int MAX_TYPE = 100;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final String UNKNOWN = "application/octet-stream";
    private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");

    /** Bodies that mean something to whatever reads forms. */
    private static final Pattern FORM = Pattern.compile("multipart/.*|application/x-www-form-urlencoded");

    /**
     * @throws Problem that names everything that is wrong with them
     */
    static UploadHeaders read(HttpServletRequest request) {
        List<FieldError> errors = new ArrayList<>();
        String name = name(request, errors);
        String mediaType = mediaType(request.getContentType(), errors);
        if (name == null || mediaType == null) {
            throw Problem.invalidFields(errors);
        }
        return new UploadHeaders(name, mediaType);
    }

    private static @Nullable String name(HttpServletRequest request, List<FieldError> errors) {
        List<String> values = Collections.list(request.getHeaders(NAME));
        if (values.size() != 1) {
            refuse(errors, NAME, values.isEmpty() ? "missing" : "repeated", "It must be given once.");
            return null;
        }
        String name = decoded(values.getFirst());
        if (name == null) {
            refuse(errors, NAME, "invalid-value", "It must be percent-encoded UTF-8.");
            return null;
        }
        name = name.strip();
        if (VisibleText.isBlank(name)) {
            refuse(errors, NAME, "blank", "It must hold something that can be seen.");
            return null;
        }
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            refuse(errors, NAME, "too-long", "It must have at most " + MAX_NAME + " characters.");
            return null;
        }
        if (name.equals(".") || name.equals("..") || !name.codePoints().allMatch(UploadHeaders::isOfAName)) {
            refuse(
                    errors,
                    NAME,
                    "invalid-name",
                    "It must be a file's name without a folder, without control characters and without marks that change"
                            + " the direction of writing.");
            return null;
        }
        return name;
    }

    private static boolean isOfAName(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
            default -> point != '/' && point != '\\';
        };
    }

    private static @Nullable String decoded(String value) {
        ByteBuffer bytes = ByteBuffer.allocate(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '%') {
                if (c > '~') {
                    return null;
                }
                bytes.put((byte) c);
            } else {
                int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
                int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String mediaType(@Nullable String contentType, List<FieldError> errors) {
        if (contentType == null || contentType.isBlank()) {
            return UNKNOWN;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.length() > MAX_TYPE
                || !TYPE.matcher(type).matches()
                || FORM.matcher(type).matches()) {
            refuse(
                    errors,
                    HttpHeaders.CONTENT_TYPE,
                    "invalid-value",
                    "It must be the file's own media type, e.g. application/pdf; forms are not taken.");
            return null;
        }
        return type;
    }

    private static void refuse(List<FieldError> errors, String header, String code, String sentence) {
        errors.add(new FieldError("#/header/" + header, code, sentence));
    }

    /** A name must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "UploadHeaders[" + mediaType + "]";
    }
}
