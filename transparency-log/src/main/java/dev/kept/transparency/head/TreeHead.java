package dev.kept.transparency.head;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import dev.kept.transparency.tree.Hash;
import java.util.List;

/**
 * What a log says of itself at one size (C2SP tlog-checkpoint v1.0.0).
 *
 * @param origin the log's name for ever, e.g. {@code kept.example/l/<ledger id>}; one line, not empty
 * @param size the number of entries, from 0 on
 * @param root of the tree of that size
 * @param extensions further lines, which mean nothing here; ours have none
 */
public record TreeHead(String origin, long size, Hash root, List<String> extensions) {

    /**
     * @throws Malformed when origin or an extension is not one line that is not empty, or the size is negative
     */
    public TreeHead {
        extensions = List.copyOf(extensions);
        if (!isLine(origin) || !extensions.stream().allMatch(TreeHead::isLine)) {
            throw new Malformed("a tree head has an empty line");
        }
        if (size < 0) {
            throw new Malformed("a tree head has a negative size");
        }
    }

    public TreeHead(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /**
     * Reads what {@link #body()} writes.
     *
     * @throws Malformed when it is anything else
     */
    public static TreeHead parse(String body) {
        if (!body.endsWith("\n")) {
            throw new Malformed("a tree head does not end with a line end");
        }
        List<String> lines = List.of(body.substring(0, body.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new Malformed("a tree head does not have an origin, a size and a root");
        }
        return new TreeHead(
                lines.get(0), Strict.decimal(lines.get(1)), Hash.parse(lines.get(2)), lines.subList(3, lines.size()));
    }

    /** The lines that are signed, each with its end. */
    public String body() {
        StringBuilder body = new StringBuilder()
                .append(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(root)
                .append('\n');
        extensions.forEach(line -> body.append(line).append('\n'));
        return body.toString();
    }

    private static boolean isLine(String line) {
        return !line.isEmpty() && line.indexOf('\n') < 0;
    }
}
