package dev.kept.commitments.aggregate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.kept.commitments.eventstore.SnapshotCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.StdConverter;

/**
 * A ledger's state as bytes, so that loading it need not begin at its first entry. A snapshot can always be thrown away: it holds
 * nothing that the entries do not.
 */
public final class LedgerSnapshots {

    /** Counts the shapes the state has had. A snapshot of another shape is not read. */
    static final int VERSION = 4;

    private static final JsonMapper JSON = JsonMapper.builder()
            .annotationIntrospector(new CompactStates())
            .addModule(new PersistentCollections())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private LedgerSnapshots() {}

    private record Snapshot(int version, UUID ledger, LedgerState state) {}

    /** The event store keeps snapshots by this. */
    public static SnapshotCodec codec() {
        return new SnapshotCodec() {
            @Override
            public String aggregateType() {
                return Ledger.class.getSimpleName();
            }

            @Override
            public byte[] write(Object aggregate) {
                return LedgerSnapshots.write((Ledger) aggregate);
            }

            @Override
            public Optional<Object> read(byte[] state) {
                return LedgerSnapshots.read(state).map(Object.class::cast);
            }
        };
    }

    /** UTF-8 JSON. */
    static byte[] write(Ledger ledger) {
        return JSON.writeValueAsBytes(new Snapshot(VERSION, ledger.id(), ledger.state()));
    }

    /** The ledger as it was written; empty when another version wrote it, or the bytes are none of ours. */
    static Optional<Ledger> read(byte[] bytes) {
        try {
            if (version(bytes) != VERSION) {
                return Optional.empty();
            }
            Snapshot read = JSON.readValue(bytes, Snapshot.class);
            return Optional.of(new Ledger(read.ledger(), read.state()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The number that a snapshot begins with; 0 when it does not. The rest is read once, into what it becomes. */
    private static int version(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            return parser.nextToken() == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                    ? parser.getValueAsInt()
                    : 0;
        }
    }

    /** Records without the names of their components, and each sealed type with the name of the case. */
    private static final class CompactStates extends JacksonAnnotationIntrospector {
        @Override
        public JsonFormat.@Nullable Value findFormat(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedClass type && type.getRawType().isRecord()
                    ? JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)
                    : super.findFormat(config, annotated);
        }

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedClass type && isCase(type.getRawType())
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.WRAPPER_ARRAY, null, null, false, true)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        private static boolean isCase(Class<?> type) {
            return type.isSealed() || List.of(type.getInterfaces()).stream().anyMatch(Class::isSealed);
        }

        @Override
        public Version version() {
            return Version.unknownVersion();
        }
    }

    /** Jackson fills plain collections; they become persistent ones. */
    private static final class PersistentCollections extends SimpleModule {
        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.addDeserializers(new Deserializers.Base() {
                @Override
                public @Nullable ValueDeserializer<?> findMapDeserializer(
                        MapType type,
                        DeserializationConfig config,
                        BeanDescription.Supplier description,
                        @Nullable KeyDeserializer keys,
                        @Nullable TypeDeserializer valueTypes,
                        @Nullable ValueDeserializer<?> values) {
                    return type.hasRawClass(PMap.class) ? new StdConvertingDeserializer<>(new ToMap(type)) : null;
                }

                @Override
                public @Nullable ValueDeserializer<?> findCollectionDeserializer(
                        CollectionType type,
                        DeserializationConfig config,
                        BeanDescription.Supplier description,
                        @Nullable TypeDeserializer elementTypes,
                        @Nullable ValueDeserializer<?> elements) {
                    return type.hasRawClass(PVector.class) ? new StdConvertingDeserializer<>(new ToVector(type)) : null;
                }

                @Override
                public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
                    return type == PMap.class || type == PVector.class;
                }
            });
        }
    }

    private static final class ToMap extends StdConverter<Map<Object, Object>, PMap<Object, Object>> {
        private final MapType type;

        ToMap(MapType type) {
            this.type = type;
        }

        @Override
        public PMap<Object, Object> convert(Map<Object, Object> map) {
            return HashTreePMap.from(map);
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructMapType(HashMap.class, type.getKeyType(), type.getContentType());
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return type;
        }
    }

    private static final class ToVector extends StdConverter<List<Object>, PVector<Object>> {
        private final CollectionType type;

        ToVector(CollectionType type) {
            this.type = type;
        }

        @Override
        public PVector<Object> convert(List<Object> list) {
            return TreePVector.from(list);
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructCollectionType(ArrayList.class, type.getContentType());
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return type;
        }
    }
}
