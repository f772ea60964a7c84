package dev.kept.commitments.lane;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** About how many bytes a command takes while it waits: those of its texts, wherever in it they stand. */
final class CommandBytes {

    /** Of a command without texts: message, ids, dates. */
    private static final int BASE = 512;

    private static final ClassValue<Method[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .filter(component -> !component.getType().isPrimitive())
                    .map(RecordComponent::getAccessor)
                    .peek(accessor -> accessor.setAccessible(true))
                    .toArray(Method[]::new);
        }
    };

    private CommandBytes() {}

    static int of(Object command) {
        return BASE + texts(command);
    }

    private static int texts(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case CharSequence text -> text.length();
            case Record composed -> ofRecord(composed);
            case Collection<?> many ->
                many.stream().mapToInt(CommandBytes::texts).sum();
            case Optional<?> maybe -> texts(maybe.orElse(null));
            default -> 0;
        };
    }

    private static int ofRecord(Record composed) {
        int bytes = 0;
        for (Method component : COMPONENTS.get(composed.getClass())) {
            try {
                bytes += texts(component.invoke(composed));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a record does not show a component of its own", e);
            }
        }
        return bytes;
    }
}
