package dev.kept.projections.store.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.events.Actor;
import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.http.Instants;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.Provenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes answers as trees in which texts still stand as references, fetches all of these at once, and puts them in. */
final class JdbcTexts implements Texts {

    /** A text that does not match its digest is not the one that was recorded. */
    private static final String FETCH = """
        select t.ledger_id, t.sequence, t.field, t.digest, t.value
          from unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
          join text t using (ledger_id, sequence)
        """;

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(Instants.module())
            .addModule(new SimpleModule()
                    .addSerializer(new WriteDue())
                    .addSerializer(new Embed<>(Text.class))
                    .addSerializer(new Embed<>(Actor.class))
                    .addSerializer(new Embed<>(Provenance.class)))
            .build();

    private final JdbcClient sql;

    JdbcTexts(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    private record EntryKey(UUID ledger, long sequence) {}

    private record Reference(UUID ledger, long sequence, String field, String digest) {}

    @Override
    public JsonNode render(LedgerReading ledger, Object answer) {
        return render(List.of(new OfLedger(ledger, answer))).getFirst();
    }

    @Override
    public JsonNode render(LedgerReading ledger, Object answer, LongPredicate shown) {
        return render(List.of(new OfLedger(ledger, answer)), shown).getFirst();
    }

    @Override
    public List<JsonNode> render(List<OfLedger> answers) {
        return render(answers, sequence -> true);
    }

    private List<JsonNode> render(List<OfLedger> answers, LongPredicate shown) {
        List<JsonNode> trees = new ArrayList<>();
        Set<EntryKey> places = new LinkedHashSet<>();
        for (OfLedger answer : answers) {
            UUID ledger = answer.ledger().ledger();
            JsonNode tree = withPeople(
                    JSON.valueToTree(answer.answer()), answer.ledger().view());
            collect(tree, ledger, places);
            trees.add(tree);
        }
        Map<Reference, String> texts = fetch(places);
        List<JsonNode> rendered = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            UUID ledger = answers.get(i).ledger().ledger();
            rendered.add(replaced(trees.get(i), text -> shown(ledger, text, texts, shown)));
        }
        return rendered;
    }

    private Map<Reference, String> fetch(Set<EntryKey> places) {
        Map<Reference, String> texts = new HashMap<>();
        if (!places.isEmpty()) {
            sql.sql(FETCH)
                    .param(places.stream()
                            .map(place -> place.ledger().toString())
                            .toArray(String[]::new))
                    .param(places.stream().map(EntryKey::sequence).toArray(Long[]::new))
                    .query(row -> {
                        texts.put(
                                new Reference(
                                        row.getObject("ledger_id", UUID.class),
                                        row.getLong("sequence"),
                                        row.getString("field"),
                                        row.getString("digest")),
                                row.getString("value"));
                    });
        }
        return texts;
    }

    private static JsonNode shown(UUID ledger, Object embedded, Map<Reference, String> texts, LongPredicate isShown) {
        String value = switch (embedded) {
            case Text.Disclosed(String disclosed) -> disclosed;
            case Text.Sealed(long sequence, String field, String digest) ->
                texts.get(new Reference(ledger, sequence, field, digest));
            default -> throw new IllegalStateException("neither a text nor a provenance");
        };
        if (value == null) {
            return JsonNodeFactory.instance.objectNode().put("erased", true);
        }
        return embedded instanceof Text.Sealed sealed && !isShown.test(sealed.sequence())
                ? JsonNodeFactory.instance.objectNode().put("leftOut", true)
                : JsonNodeFactory.instance.stringNode(value);
    }

    private static JsonNode withPeople(JsonNode tree, LedgerView view) {
        return replaced(tree, embedded -> switch (embedded) {
            case Provenance provenance -> origin(provenance, view);
            case Actor actor -> by(actor.person().orElse(null), actor.wireRole(), view);
            default -> new POJONode(embedded);
        });
    }

    private static ObjectNode origin(Provenance provenance, LedgerView view) {
        ObjectNode origin = JsonNodeFactory.instance.objectNode();
        origin.put("entry", provenance.sequence());
        origin.put("recorded", Instants.text(provenance.recorded()));
        origin.set("by", by(provenance.member(), provenance.side(), view));
        return origin;
    }

    /** The person with the name the ledger knows; the side is the one the entry was recorded for. */
    private static ObjectNode by(@Nullable UUID member, String side, LedgerView view) {
        ObjectNode by = JsonNodeFactory.instance.objectNode();
        if (member != null) {
            by.put("member", member.toString());
            LedgerView.Person person = view.person(member);
            if (person != null) {
                by.set("name", new POJONode(person.name()));
            }
        }
        return by.put("side", side);
    }

    private static void collect(JsonNode node, UUID ledger, Set<EntryKey> places) {
        if (node instanceof POJONode embedded) {
            if (embedded.getPojo() instanceof Text.Sealed sealed) {
                places.add(new EntryKey(ledger, sealed.sequence()));
            }
        } else {
            node.forEach(child -> collect(child, ledger, places));
        }
    }

    private interface Replacement {
        JsonNode of(Object embedded);
    }

    /** The same tree with every embedded object replaced; containers are changed in place. */
    private static JsonNode replaced(JsonNode node, Replacement replacement) {
        if (node instanceof POJONode embedded) {
            Object pojo = embedded.getPojo();
            return pojo == null ? JsonNodeFactory.instance.nullNode() : replacement.of(pojo);
        }
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode child = object.get(name);
                if (child.isContainer() || child.isPojo()) {
                    object.set(name, replaced(child, replacement));
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode child = array.get(i);
                if (child.isContainer() || child.isPojo()) {
                    array.set(i, replaced(child, replacement));
                }
            }
        }
        return node;
    }

    /** With the day, where it was given as one, so that no reader has to guess it from the instant. */
    private static final class WriteDue extends StdSerializer<Due> {
        WriteDue() {
            super(Due.class);
        }

        @Override
        public void serialize(Due due, JsonGenerator generator, SerializationContext context) {
            generator.writeStartObject();
            generator.writeStringProperty("at", Instants.text(due.at()));
            generator.writeStringProperty("zone", due.zone());
            due.day().ifPresent(day -> generator.writeStringProperty("day", day.toString()));
            generator.writeEndObject();
        }
    }

    private static final class Embed<T> extends StdSerializer<T> {
        Embed(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeEmbeddedObject(value);
        }
    }
}
