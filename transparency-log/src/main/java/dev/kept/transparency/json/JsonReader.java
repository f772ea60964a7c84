package dev.kept.transparency.json;

import dev.kept.transparency.Malformed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON (RFC 8259) from its bytes, value by value, without building a tree. Strict: well-formed UTF-8, no name twice in an object,
 * no lone surrogate, at most 64 levels, nothing after the value. Every method throws {@link Malformed} where the input is otherwise.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 64;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private byte[] json;
    private int at;

    /** Whether nothing of the object or array that is open was read yet. */
    private boolean first;

    /** Digests of the names read in the objects that are open, and where each object's begin. */
    private long[] names = new long[32];

    private int nameCount;
    private final int[] objects = new int[MAX_DEPTH];
    private int depth;

    /** A bit for each name of the object that is open, by its digest: most names are seen to be new by this alone. */
    private long seen;

    private final long[] seenOutside = new long[MAX_DEPTH];

    /** The name that was read last: its bytes between the quotes. */
    private int nameFrom;

    private int nameTo;
    private boolean nameEscaped;

    /** The string that was read or passed last, likewise. */
    private int stringFrom;

    private int stringTo;
    private boolean stringEscaped;

    /** Reads nothing until something is {@linkplain #open opened}. */
    public JsonReader() {
        this(new byte[0]);
    }

    /** Reads this value; UTF-8. */
    public JsonReader(byte[] json) {
        this.json = json;
        requireUtf8();
    }

    /** Goes on with another value, whatever became of the one before. */
    public void open(byte[] next) {
        json = next;
        at = 0;
        depth = 0;
        nameCount = 0;
        seen = 0;
        first = false;
        requireUtf8();
    }

    /** Steps into an object. */
    public void beginObject() {
        begin('{');
    }

    /** Reads the next name of the object that is open, or closes it. */
    public boolean nextMember() {
        if (ends('}')) {
            nameCount = objects[depth];
            seen = seenOutside[depth];
            return false;
        }
        space();
        nameFrom = at + 1;
        nameEscaped = skipString();
        nameTo = at - 1;
        remember();
        expect(':');
        return true;
    }

    /** The name that was read last. */
    public String name() {
        return string(nameFrom, nameTo, nameEscaped);
    }

    /**
     * Whether it was this name that was read last.
     *
     * @param name in ASCII
     */
    public boolean nameIs(String name) {
        if (nameEscaped) {
            return name().equals(name);
        }
        if (nameTo - nameFrom != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (json[nameFrom + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Steps into an array. */
    public void beginArray() {
        begin('[');
    }

    /** Whether the array that is open has another element; closes it when it has not. */
    public boolean nextElement() {
        if (ends(']')) {
            seen = seenOutside[depth];
            return false;
        }
        return true;
    }

    /** Reads a string. */
    public String string() {
        passString();
        return passed();
    }

    /** Reads a string as UTF-8. */
    public byte[] stringBytes() {
        passString();
        return stringEscaped
                ? passed().getBytes(StandardCharsets.UTF_8)
                : Arrays.copyOfRange(json, stringFrom, stringTo);
    }

    /** Whether the value that comes next is a string. */
    public boolean atString() {
        return peek() == '"';
    }

    /** Passes over a string, and over nothing else. */
    public void passString() {
        space();
        stringFrom = at + 1;
        stringEscaped = skipString();
        stringTo = at - 1;
        first = false;
    }

    /** The string that was passed last. */
    private String passed() {
        return string(stringFrom, stringTo, stringEscaped);
    }

    /**
     * Whether it was this string that was passed last.
     *
     * @param expected in UTF-8
     */
    public boolean passedIs(byte[] expected) {
        return stringEscaped
                ? Arrays.equals(passed().getBytes(StandardCharsets.UTF_8), expected)
                : Arrays.equals(json, stringFrom, stringTo, expected, 0, expected.length);
    }

    /** Reads a number from 0 on without fraction and exponent. */
    public long natural() {
        peek();
        int from = at;
        number();
        long value = 0;
        for (int i = from; i < at; i++) {
            if (json[i] < '0' || json[i] > '9' || value > (Long.MAX_VALUE - 9) / 10) {
                throw new Malformed("a number is not a whole one from 0 on");
            }
            value = value * 10 + json[i] - '0';
        }
        first = false;
        return value;
    }

    /** Passes over a value of any kind, and checks it. */
    public void skip() {
        switch (peek()) {
            case '{' -> {
                beginObject();
                while (nextMember()) {
                    skip();
                }
            }
            case '[' -> {
                beginArray();
                while (nextElement()) {
                    skip();
                }
            }
            case '"' -> skipString();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        first = false;
    }

    /** Makes sure that nothing follows. */
    public void end() {
        space();
        if (at != json.length) {
            throw new Malformed("something follows the JSON value");
        }
    }

    private void begin(char bracket) {
        expect(bracket);
        if (depth == MAX_DEPTH) {
            throw new Malformed("the JSON is nested too deeply");
        }
        objects[depth] = nameCount;
        seenOutside[depth++] = seen;
        seen = 0;
        first = true;
    }

    private boolean ends(char bracket) {
        if (peek() == bracket) {
            at++;
            depth--;
            first = false;
            return true;
        }
        if (!first) {
            expect(',');
            if (peek() == bracket) {
                throw new Malformed("a comma is followed by nothing");
            }
        }
        first = false;
        return false;
    }

    private void remember() {
        byte[] bytes = json;
        int from = nameFrom;
        int to = nameTo;
        if (nameEscaped) {
            bytes = name().getBytes(StandardCharsets.UTF_8);
            from = 0;
            to = bytes.length;
        }
        long digest = digest(bytes, from, to);
        long bit = 1L << (digest >>> (Long.SIZE - 6));
        if ((seen & bit) != 0) {
            for (int i = objects[depth - 1]; i < nameCount; i++) {
                if (names[i] == digest) {
                    throw new Malformed("a name stands twice in an object");
                }
            }
        }
        seen |= bit;
        if (nameCount == names.length) {
            names = Arrays.copyOf(names, 2 * nameCount);
        }
        names[nameCount++] = digest;
    }

    private static long digest(byte[] bytes, int from, int to) {
        long digest = to - from;
        int i = from;
        for (; to - i >= Long.BYTES; i += Long.BYTES) {
            digest = mixed(digest ^ (long) EIGHT_BYTES.get(bytes, i));
        }
        if (i == to) {
            return digest;
        }
        long rest = 0;
        if (bytes.length - i >= Long.BYTES) {
            rest = (long) EIGHT_BYTES.get(bytes, i) & (-1L >>> ((Long.BYTES - (to - i)) * Byte.SIZE));
        } else {
            for (int shift = 0; i < to; i++, shift += Byte.SIZE) {
                rest |= (bytes[i] & 0xffL) << shift;
            }
        }
        return mixed(digest ^ rest);
    }

    private static long mixed(long value) {
        long product = value * 0x9e3779b97f4a7c15L;
        return product ^ (product >>> 32);
    }

    private String string(int from, int to, boolean escaped) {
        String raw = new String(json, from, to - from, StandardCharsets.UTF_8);
        return escaped ? unescaped(raw) : raw;
    }

    /** Passes over a string and tells whether it has escapes. */
    private boolean skipString() {
        expect('"');
        boolean escaped = false;
        while (true) {
            passPlain();
            int c = next();
            if (c == '"') {
                return escaped;
            }
            if (c < ' ') {
                throw new Malformed("a string holds a control character");
            }
            escaped = true;
            escape();
        }
    }

    /** Passes over the bytes of a string up to the next quote, backslash or control character. */
    private void passPlain() {
        int i = at;
        for (; json.length - i >= Long.BYTES; i += Long.BYTES) {
            long bytes = (long) EIGHT_BYTES.get(json, i);
            long quotes = bytes ^ '"' * ONES;
            long backslashes = bytes ^ '\\' * ONES;
            // The lowest bit that is set belongs to the first such byte; those above it may be wrong.
            long stops = (((quotes - ONES) & ~quotes)
                            | ((backslashes - ONES) & ~backslashes)
                            | ((bytes - ' ' * ONES) & ~bytes))
                    & HIGH_BITS;
            if (stops != 0) {
                at = i + Long.numberOfTrailingZeros(stops) / Byte.SIZE;
                return;
            }
        }
        while (i < json.length && json[i] != '"' && json[i] != '\\' && (json[i] >= ' ' || json[i] < 0)) {
            i++;
        }
        at = i;
    }

    private void escape() {
        int c = next();
        if (c == 'u') {
            char unit = (char) hex4();
            if (Character.isLowSurrogate(unit)) {
                throw new Malformed("a string holds a lone surrogate");
            }
            if (Character.isHighSurrogate(unit)
                    && (next() != '\\' || next() != 'u' || !Character.isLowSurrogate((char) hex4()))) {
                throw new Malformed("a string holds a lone surrogate");
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw new Malformed("a string holds an escape that there is not");
        }
    }

    private int hex4() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw new Malformed("a string holds an escape that there is not");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char kind = raw.charAt(++i);
            switch (kind) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(kind);
            }
        }
        return text.toString();
    }

    private void number() {
        if (here() == '-') {
            at++;
        }
        if (here() == '0') {
            at++;
        } else {
            digits();
        }
        if (here() == '.') {
            at++;
            digits();
        }
        if (here() == 'e' || here() == 'E') {
            at++;
            if (here() == '+' || here() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (here() >= '0' && here() <= '9') {
            at++;
        }
        if (at == from) {
            throw new Malformed("a value is not JSON");
        }
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (next() != word.charAt(i)) {
                throw new Malformed("a value is not JSON");
            }
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new Malformed("the JSON is not well-formed");
        }
        at++;
    }

    /** The next byte that is not white space, not yet read. */
    private int peek() {
        space();
        return here();
    }

    private void space() {
        int i = at;
        // What follows is hardly ever white space.
        while (i < json.length
                && json[i] <= ' '
                && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
            i++;
        }
        at = i;
    }

    private int here() {
        return at < json.length ? json[at] & 0xff : -1;
    }

    private int next() {
        if (at == json.length) {
            throw new Malformed("the JSON is cut off");
        }
        return json[at++] & 0xff;
    }

    private void requireUtf8() {
        if (isAscii()) {
            return;
        }
        String text = new String(json, StandardCharsets.UTF_8);
        // What replaces bytes that are not UTF-8 may stand in the text itself.
        if (text.indexOf('\ufffd') >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), json)) {
            throw new Malformed("the JSON is not UTF-8");
        }
    }

    private boolean isAscii() {
        long bits = 0;
        int i = 0;
        for (; json.length - i >= Long.BYTES; i += Long.BYTES) {
            bits |= (long) EIGHT_BYTES.get(json, i);
        }
        for (; i < json.length; i++) {
            bits |= json[i];
        }
        return (bits & HIGH_BITS) == 0;
    }
}
