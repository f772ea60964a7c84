package dev.kept.projections.store.reading;

import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.kept.events.Actor;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes in the OpenAPI document what {@link Texts} makes of references to texts and people. */
final class AnswerShapes implements ModelConverter {

    private static final String TEXT = "Text";
    private static final String ERASED = "ErasedText";
    private static final String PERSON = "By";
    private static final String ORIGIN = "Provenance";
    private static final String SIDE = "Side";
    private static final String DUE = "Due";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = type.getType() == null ? Object.class : TypeFactory.rawClass(type.getType());
        if (Text.class.isAssignableFrom(raw)) {
            context.defineModel(ERASED, erased());
            return defined(TEXT, text(), context);
        }
        if (Actor.class.isAssignableFrom(raw)) {
            return defined(PERSON, person(), context);
        }
        if (raw == Provenance.class) {
            defined(PERSON, person(), context);
            return defined(ORIGIN, origin(), context);
        }
        if (raw == Side.class) {
            return defined(SIDE, side(), context);
        }
        if (raw == Due.class) {
            return defined(DUE, due(), context);
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    private static Schema<?> defined(String name, Schema<?> schema, ModelConverterContext context) {
        context.defineModel(name, schema);
        return reference(name);
    }

    private static Schema<Object> erased() {
        Schema<Object> erased = of("object", "The text was erased; that there was one remains.");
        Schema<Object> yes = of("boolean", "always");
        yes.setConst(true);
        erased.addProperty("erased", yes);
        erased.setRequired(List.of("erased"));
        return erased;
    }

    /** No discriminator tells a string from an object: their JSON types do. */
    private static Schema<Object> text() {
        Schema<Object> text = new Schema<>();
        text.setDescription("What somebody wrote: a string, or an object when it was erased.");
        text.setOneOf(List.of(of("string", "as it was written"), reference(ERASED)));
        return text;
    }

    private static Schema<Object> side() {
        Schema<Object> side = of("string", "A side.");
        side.setEnum(List.of(Side.A.name(), Side.B.name()));
        return side;
    }

    private static Schema<Object> person() {
        Schema<Object> member = of("string", "absent where no person recorded it");
        member.setFormat("uuid");
        Schema<Object> side = of("string", "for whom it was recorded");
        side.setEnum(List.of("A", "B", "mediator", "system"));
        Schema<Object> person = of("object", "Who recorded it, with the name that the ledger knows.");
        person.addProperty("member", member);
        person.addProperty("name", reference(TEXT));
        person.addProperty("side", side);
        person.setRequired(List.of("side"));
        return person;
    }

    private static Schema<Object> origin() {
        Schema<Object> entry = of("integer", "its sequence");
        entry.setFormat("int64");
        Schema<Object> recorded = of("string", "when");
        recorded.setFormat("date-time");
        Schema<Object> origin = of("object", "Which entry a piece comes from.");
        origin.addProperty("entry", entry);
        origin.addProperty("recorded", recorded);
        origin.addProperty("by", reference(PERSON));
        origin.setRequired(List.of("entry", "recorded", "by"));
        return origin;
    }

    private static Schema<Object> due() {
        Schema<Object> at = of("string", "the instant; of a plain date the last millisecond of that day");
        at.setFormat("date-time");
        Schema<Object> zone = of("string", "the IANA zone it was given in");
        Schema<Object> day = of("string", "the day, where it was given as a plain date; absent where a time was given");
        day.setFormat("date");
        Schema<Object> due = of("object", "When something is due, or took place.");
        due.addProperty("at", at);
        due.addProperty("zone", zone);
        due.addProperty("day", day);
        due.setRequired(List.of("at", "zone"));
        return due;
    }

    private static Schema<Object> reference(String name) {
        Schema<Object> reference = new Schema<>();
        reference.set$ref("#/components/schemas/" + name);
        return reference;
    }

    private static Schema<Object> of(String type, String description) {
        Schema<Object> schema = new Schema<>();
        schema.setTypes(Set.of(type));
        schema.setDescription(description);
        return schema;
    }
}
