package dev.kept.projections.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.WireTypes;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.views.entries.EveryEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.GetMapping;

/** What the compiler cannot find in a declaration: that its name is the same in entries, in paths and in the read models. */
class KindsTest {

    static Stream<ItemKind<?, ?, ?>> all() {
        return Kinds.ALL.stream();
    }

    static Stream<LedgerEvent> events() {
        return EveryEvent.of(() -> "text");
    }

    @Test
    void each_name_has_one_declaration() {
        assertThat(Kinds.ALL).extracting(ItemKind::name).containsExactly(ItemName.values());
    }

    @ParameterizedTest
    @MethodSource("all")
    void its_views_are_stored_under_its_name(ItemKind<?, ?, ?> kind) {
        assertThat(kind.fold().name()).isEqualTo(kind.name());
    }

    @ParameterizedTest
    @MethodSource("all")
    void its_routes_are_called_as_it_is(ItemKind<?, ?, ?> kind) {
        String list = "/api/ledgers/{ledger}/" + kind.name().many();
        List<String> paths = Stream.of(kind.routes().getDeclaredMethods())
                .map(method -> method.getAnnotation(GetMapping.class))
                .filter(Objects::nonNull)
                .flatMap(mapping -> Stream.of(mapping.value()))
                .toList();

        assertThat(paths).contains(list).allSatisfy(path -> assertThat(path).startsWith(list));
        assertThat(paths)
                .filteredOn(path -> path.matches("\\Q" + list + "\\E/\\{[^/]+}"))
                .allSatisfy(path ->
                        assertThat(path).isEqualTo(list + "/{" + kind.name().id() + "}"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void entries_about_an_item_name_its_kind_as_it_is_called(LedgerEvent event) {
        ItemKind<?, ?, ?> kind = Kinds.of(event);
        String named = WireTypes.kindOf(WireTypes.nameOf(event));

        if (kind == null) {
            assertThat(ItemName.named(named)).isEmpty();
        } else {
            assertThat(kind.name().one()).isEqualTo(named);
            assertThat(event).isInstanceOf(kind.events());
            assertThat(kind.fold().itemOf(event)).isNotNull();
        }
    }
}
