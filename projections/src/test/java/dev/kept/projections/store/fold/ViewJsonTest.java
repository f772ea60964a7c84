package dev.kept.projections.store.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.Kinds;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewJsonTest {

    private static final Provenance BY =
            new Provenance(7, Instant.parse("2026-03-01T16:00:00.123Z"), new UUID(1, 2), "A");

    @Test
    void a_record_is_the_array_of_its_components() {
        assertThat(ViewJson.write(BY)).isEqualTo("1[7,1772380800123,\"00000000-0000-0001-0000-000000000002\",\"A\"]");
        assertThat(ViewJson.read(ViewJson.write(BY), Provenance.class)).isEqualTo(BY);
    }

    @Test
    void names_as_earlier_versions_wrote_them_are_read() {
        String named = "{\"sequence\":7,\"recorded\":\"2026-03-01T16:00:00.123Z\","
                + "\"member\":\"00000000-0000-0001-0000-000000000002\",\"side\":\"A\"}";

        assertThat(ViewJson.read(named, Provenance.class)).isEqualTo(BY);
    }

    @Test
    void a_component_that_is_not_there_yet_is_absent() {
        record Before(Text title, Side by) {}
        record Now(
                Text title,
                Side by,
                @Nullable Text reason,
                @Nullable Long closed) {}
        Text title = new Text.Sealed(3, "terms/title", "digest");

        assertThat(ViewJson.read(ViewJson.write(new Before(title, Side.B)), Now.class))
                .isEqualTo(new Now(title, Side.B, null, null));
    }

    @Test
    void another_form_cannot_be_read() {
        assertThatThrownBy(() -> ViewJson.read("2[7]", Provenance.class)).isInstanceOf(UnreadableView.class);
        assertThatThrownBy(() -> ViewJson.read("", Provenance.class)).isInstanceOf(UnreadableView.class);
    }

    /** Where this fails because components were added to the end of a record, the file is to be renewed; else the form gets another number. */
    @Test
    void what_is_stored_changes_only_at_the_end_of_a_record() throws IOException {
        TreeMap<String, String> records = new TreeMap<>();
        collect(LedgerView.class, records);
        Kinds.FOLDS.forEach(fold -> {
            collect(fold.view(), records);
            collect(fold.brief(), records);
        });

        assertThat(records.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()))
                .containsExactlyElementsOf(approved());
    }

    private static List<String> approved() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(ViewJsonTest.class.getResourceAsStream("/stored-records-1.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static void collect(Type type, TreeMap<String, String> records) {
        switch (type) {
            case ParameterizedType parameterized ->
                Arrays.stream(parameterized.getActualTypeArguments()).forEach(each -> collect(each, records));
            case Class<?> one
            when one.isRecord() && !records.containsKey(nameOf(one)) -> {
                RecordComponent[] components = one.getRecordComponents();
                records.put(
                        nameOf(one),
                        Arrays.stream(components)
                                .map(each -> each.getName() + " "
                                        + each.getGenericType().getTypeName().replaceAll("[a-z.]+[.](?=[A-Z])", ""))
                                .collect(Collectors.joining(", ")));
                Arrays.stream(components).forEach(each -> collect(each.getGenericType(), records));
            }
            default -> {}
        }
    }

    private static String nameOf(Class<?> type) {
        return type.getName().replaceAll("^dev[.]kept[.]", "");
    }
}
