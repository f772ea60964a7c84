package dev.kept.projections.views.entries;

import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import dev.kept.events.WireTypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An event of every type with nothing left out: each text is the next of those given. */
public final class EveryEvent {

    static final Due DAY = new Due(Instant.parse("2026-03-31T21:59:59.999Z"), "Europe/Berlin");

    private final Supplier<String> texts;

    private EveryEvent(Supplier<String> texts) {
        this.texts = texts;
    }

    public static Stream<LedgerEvent> of(Supplier<String> texts) {
        EveryEvent every = new EveryEvent(texts);
        return new TreeSet<>(WireTypes.names())
                .stream().map(name -> (LedgerEvent) every.record(WireTypes.typeOf(name)));
    }

    private Object record(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> value(component.getGenericType(), component.getName()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType list) {
            return List.of(value(list.getActualTypeArguments()[0], name));
        }
        Class<?> raw = (Class<?>) type;
        if (raw == Text.class) {
            return Text.of(texts.get());
        } else if (raw == Due.class) {
            return DAY;
        } else if (raw == UUID.class) {
            return UUID.randomUUID();
        } else if (raw == Instant.class) {
            return Instant.parse("2026-04-30T12:00:00Z");
        } else if (raw == String.class) {
            return name.equals("rrule") ? "FREQ=DAILY;COUNT=1" : name.equals("fields") ? "terms/title" : "digest";
        } else if (raw == int.class || raw == Integer.class) {
            return 2;
        } else if (raw == long.class) {
            return 0L;
        } else if (raw == boolean.class) {
            return true;
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        return record(raw);
    }
}
