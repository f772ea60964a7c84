package dev.kept.wording;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger that a page is about: what its frame shows and how its sides are called. */
public final class Ledger {

    private final UUID id;
    private final Doc doc;

    private final Words words;

    private Ledger(UUID id, Doc doc, Words words) {
        this.id = id;
        this.doc = doc;
        this.words = words;
    }

    /**
     * From any answer that names the parties.
     *
     * @param words for whoever has no name of their own
     */
    public static Ledger of(UUID id, Doc doc, Words words) {
        return new Ledger(id, doc, words);
    }

    public UUID id() {
        return id;
    }

    /** The beginning of all its pages' addresses. */
    public String path() {
        return "/ledgers/" + id;
    }

    public Doc doc() {
        return doc;
    }

    public @Nullable String title() {
        return doc.text("title");
    }

    /** {@code A}, {@code B} or {@code mediator}. */
    public String role() {
        return doc.string("role");
    }

    public boolean isParty() {
        return !role().equals("mediator");
    }

    public boolean joined() {
        return doc.has("parties/B");
    }

    /** The entry that is missing or cannot be read, so that the ledger is shown no further; null when all is well. */
    public @Nullable Long held() {
        return doc.has("held") ? (Long) doc.number("held") : null;
    }

    /** Who is meant by a side, a role or {@code both}. */
    public String name(@Nullable String side) {
        return switch (side == null ? "" : side) {
            case "A" -> named("parties/A", "side.A");
            case "B" -> named("parties/B", "side.B");
            case "mediator", "MEDIATOR" -> words.text("side.mediator");
            case "BOTH", "both" -> words.text("side.both");
            case "system" -> words.text("side.system");
            default -> words.text("side.somebody");
        };
    }

    /** A whole answer tells more of a party than its name, a brief one does not. */
    private String named(String path, String otherwise) {
        String name = doc.has(path + "/name") ? doc.text(path + "/name") : doc.text(path);
        return name == null ? words.text(otherwise) : name;
    }

    /** What somebody is called who takes or took part, by the member's id; null when the name was erased, or nobody has that id. */
    public @Nullable String person(String member) {
        Stream<Doc> members = Stream.of("A", "B").flatMap(side -> doc.list("parties/" + side + "/members").stream());
        return Stream.concat(members, mediators().stream().map(each -> each.at("person")))
                .filter(each -> each.string("member").equals(member))
                .map(each -> each.text("name"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The shape that tells a side apart without colour. */
    public String mark(@Nullable String side) {
        return switch (side == null ? "" : side) {
            case "A" -> "●";
            case "B" -> "■";
            case "mediator" -> "◆";
            default -> "○";
        };
    }

    /** The style of that shape. */
    public String tone(@Nullable String side) {
        return switch (side == null ? "" : side) {
            case "A" -> "side-a";
            case "B" -> "side-b";
            case "mediator" -> "side-m";
            default -> "side-s";
        };
    }

    public String other() {
        return role().equals("A") ? "B" : "A";
    }

    public List<Doc> mediators() {
        return doc.list("mediators");
    }

    /** The admitted mediator; {@link Doc#NONE} when there is none. */
    public Doc mediator() {
        return mediators().stream()
                .filter(each -> each.string("state").equals("admitted"))
                .findFirst()
                .orElse(Doc.NONE);
    }
}
