package dev.kept.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the front door leads requests, read from nginx.conf itself. */
public final class FrontDoor {

    private static final Pattern LOCATION =
            Pattern.compile("location (?:(=|~|\\^~) )?(\\S+) \\{\\s*[^}]*?(?:proxy_pass http://(\\S+);|})");

    private final List<Location> locations;

    private FrontDoor(List<Location> locations) {
        this.locations = locations;
    }

    /** @param configuration the file nginx.conf */
    public static FrontDoor of(Path configuration) throws IOException {
        return new FrontDoor(LOCATION.matcher(Files.readString(configuration))
                .results()
                .map(found -> new Location(found.group(1), found.group(2), found.group(3)))
                .toList());
    }

    /**
     * As nginx.conf has it.
     *
     * @param kind {@code =}, {@code ^~} or {@code ~}, or null
     * @param upstream null where the door answers itself
     */
    private record Location(
            @Nullable String kind, String pattern, @Nullable String upstream) {

        boolean isRegex() {
            return "~".equals(kind);
        }

        boolean matches(String path) {
            return switch (kind) {
                case "=" -> path.equals(pattern);
                case "~" -> Pattern.compile(pattern).matcher(path).find();
                case null, default -> path.startsWith(pattern);
            };
        }
    }

    /**
     * The upstream that answers, null where the door does so itself. The longest prefix counts; unless it is {@code =} or {@code ^~}, the
     * first regular expression that matches goes before it.
     */
    public @Nullable String leadsTo(String method, String path) {
        Location prefix = locations.stream()
                .filter(location -> !location.isRegex() && location.matches(path))
                .max(Comparator.comparingInt(location -> location.pattern().length()))
                .orElseThrow();
        Location first = prefix.kind() != null
                ? prefix
                : locations.stream()
                        .filter(location -> location.isRegex() && location.matches(path))
                        .findFirst()
                        .orElse(prefix);
        boolean query = method.equals("GET") || method.equals("HEAD");
        return "$ledger_side".equals(first.upstream()) ? query ? "projections" : "commitments" : first.upstream();
    }
}
