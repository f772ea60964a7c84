package dev.kept.standalone;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/** Properties whose names are known at once, and whose values may have to be waited for. */
final class AwaitedProperties extends EnumerablePropertySource<Map<String, Supplier<?>>> {

    AwaitedProperties(Map<String, Supplier<?>> properties) {
        super("standalone", properties);
    }

    @Override
    public String[] getPropertyNames() {
        return getSource().keySet().toArray(String[]::new);
    }

    @Override
    public boolean containsProperty(String name) {
        return getSource().containsKey(name);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Supplier<?> value = getSource().get(name);
        return value == null ? null : value.get();
    }
}
