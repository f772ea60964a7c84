package dev.kept.projections.views.export;

import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Follows a column's path through the types of a view, as JSON would have it. */
final class ViewPaths {

    private static final Set<String> OF_A_PROVENANCE = Set.of("recorded", "entry", "by/name", "by/member", "by/side");

    private ViewPaths() {}

    static void follow(Type type, String path) {
        if (path.isEmpty()) {
            boolean isOne = type instanceof Class<?> c && (!c.isRecord() || c == Text.class);
            if (!isOne) {
                throw new AssertionError("ends at " + type);
            }
            return;
        }
        if (type == Provenance.class) {
            if (!OF_A_PROVENANCE.contains(path)) {
                throw new AssertionError(path + " is nothing that is told of an entry");
            }
            return;
        }
        String step = path.split("/", 2)[0];
        String rest = path.length() == step.length() ? "" : path.substring(step.length() + 1);
        if (step.equals("*")) {
            if (!(type instanceof ParameterizedType list) || list.getRawType() != List.class) {
                throw new AssertionError(type + " is no list");
            }
            follow(list.getActualTypeArguments()[0], rest);
        } else {
            follow(component(type, step), rest);
        }
    }

    private static Type component(Type type, String name) {
        if (type instanceof Class<?> c && c.isRecord()) {
            return Arrays.stream(c.getRecordComponents())
                    .filter(each -> each.getName().equals(name))
                    .map(RecordComponent::getGenericType)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(c.getSimpleName() + " has no " + name));
        }
        throw new AssertionError(type + " has no parts");
    }
}
