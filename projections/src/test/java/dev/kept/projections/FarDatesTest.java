package dev.kept.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Instants that no store can hold, in every query parameter that takes one. */
class FarDatesTest {

    private static final ReadSide SIDE = ReadSide.shared();
    private static final Set<String> FORMATS = Set.of("date-time", "as-of");

    @Test
    void are_refused_by_every_operation() {
        String anybody = "far-dates";
        JsonNode document = ReadSide.json(SIDE.get(anybody, "/v3/api-docs"));
        List<String> asked = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.at("/paths").properties()) {
            for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                if (!FORMATS.contains(parameter.at("/schema/format").asString(""))) {
                    continue;
                }
                String name = parameter.at("/name").stringValue();
                String place = path.getKey()
                        .replaceAll("\\{(version|occurrence|sequence)}", "1")
                        .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
                for (String far : List.of(
                        "%2B300000-01-01T00:00:00Z", "-300000-01-01T00:00:00Z", "%2B999999999-12-31T23:59:59Z")) {
                    HttpResponse<String> answer = SIDE.get(anybody, place + "?" + name + "=" + far);
                    assertThat(answer.statusCode())
                            .as("%s %s %s", place, name, answer.body())
                            .isEqualTo(400);
                    assertThat(ReadSide.json(answer).at("/errors").findValuesAsString("pointer"))
                            .contains("#/query/" + name);
                }
                asked.add(path.getKey() + " " + name);
            }
        }
        assertThat(asked).hasSizeGreaterThan(30).contains("/api/overview asOf", "/api/ledgers/{ledger}/entries from");
    }
}
