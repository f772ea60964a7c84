package dev.kept.projections.views.document;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.ZoneType;
import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.tree.Hash;
import dev.kept.wording.DateOrder;
import dev.kept.wording.Languages;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of exportDocument.
 *
 * @param language null to go by {@code Accept-Language}
 * @param limit of each list
 */
record ProofDocumentQuery(
        Format format,
        SignedNote head,
        LeftOut leftOut,
        @Nullable Locale language,
        ZoneId zone,
        DateOrder dates,
        int limit) {

    private static final int MOST_LEFT_OUT = 200;
    private static final int LONGEST_HEAD = 4000;
    private static final int MAX_LIMIT = 1000;

    private static final SignedNote STAND_IN = new SignedNote(
            new TreeHead("kept.example/l/0", 1, Hash.ofLeaf(new byte[0])).body(),
            List.of(new NoteSignature("kept.example/l/0", "AAAAAAA=")));

    private static final FieldType<SignedNote> HEAD = FieldType.parsed(
            "base64url",
            "The signed tree head that the export stands at, as `getTreeHead` answers it, in base64url without padding.",
            LONGEST_HEAD,
            STAND_IN,
            ProofDocumentQuery::head);

    enum Format {
        HTML,
        PDF
    }

    static ProofDocumentQuery read(Fields fields) {
        Format format = fields.required(
                "format",
                FieldType.choice(
                                Format.class,
                                value -> DocumentFormat.valueOf(value.name()).wireName())
                        .describedAs("What the document is made as: a page, or a file to print."));
        SignedNote head = fields.required("head", HEAD);
        boolean texts = fields.otherwise("texts", FieldType.flag().describedAs("`false` leaves out all texts."), true);
        List<Long> leaveOut = fields.otherwise(
                "leaveOut",
                FieldType.list(MOST_LEFT_OUT, FieldType.longInteger(0, 1L << 53))
                        .describedAs("The sequences of entries whose texts are left out."),
                List.of());
        Locale language = fields.optional(
                "language",
                FieldType.choice(Languages.ALL, Locale::getLanguage)
                        .describedAs("The language of the words around what people wrote, instead of what"
                                + " `Accept-Language` says; English when neither names one of these."));
        ZoneId zone = fields.otherwise(
                "zone",
                ZoneType.ZONE.describedAs("The IANA zone of dates, e.g. `Europe/Berlin`; UTC when absent."),
                ZoneOffset.UTC);
        DateOrder dates = fields.otherwise(
                "dates",
                FieldType.choice(DateOrder.class, DateOrder::wireName)
                        .describedAs(
                                "The order of dates: as the language has it, `2026-12-04`, day first or month first;"
                                        + " `by-language` when absent."),
                DateOrder.BY_LANGUAGE);
        int limit = fields.otherwise(
                "limit", FieldType.integer(1, MAX_LIMIT).describedAs("At most so many items in each list."), MAX_LIMIT);
        return new ProofDocumentQuery(
                format, head, new LeftOut(!texts, Set.copyOf(leaveOut)), language, zone, dates, limit);
    }

    private static SignedNote head(String text) {
        try {
            SignedNote note = SignedNote.parse(Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)));
            TreeHead.parse(note.text());
            return note;
        } catch (IllegalArgumentException | Malformed e) {
            throw new Invalid("not-a-head", "It must be a signed tree head in base64url.");
        }
    }
}
