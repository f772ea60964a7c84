package dev.kept.accounts.factor;

import dev.kept.accounts.secrets.Secrets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A code that a person writes down: 80 random bits in 16 letters and digits. Enough for a fast digest, since nobody can try so many. */
public final class RecoveryCode {

    /** So many a person gets at once. */
    public static final int AT_ONCE = 10;

    private static final int BYTES = 10;
    private static final String GROUPS = "(.{4})(?=.)";

    private RecoveryCode() {}

    /** As many as a person gets at once, as {@link #read} reads them. */
    public static List<String> next() {
        return Stream.generate(() -> Totp.base32(Secrets.bytes(BYTES)))
                .limit(AT_ONCE)
                .toList();
    }

    /** In groups of four, as people read it. */
    public static String shown(String code) {
        return code.replaceAll(GROUPS, "$1-");
    }

    /** As somebody typed it: spaces and hyphens, upper and lower case count for nothing. */
    public static String read(@Nullable String typed) {
        return typed == null ? "" : typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
