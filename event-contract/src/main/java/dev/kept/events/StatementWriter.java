package dev.kept.events;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/** Writes entries as statements: takes the texts out, and leaves their digests. */
final class StatementWriter {

    private StatementWriter() {}

    static Statements.Written write(Entry entry) {
        ObjectNode data = StatementJson.MAPPER.valueToTree(entry.event());
        List<Disclosure> disclosures = new ArrayList<>();
        ObjectNode digests = StatementJson.MAPPER.createObjectNode();
        seal(data, "", disclosures, digests);
        if (!disclosures.isEmpty()) {
            data.set("sealed", digests);
        }
        ObjectNode statement = StatementJson.MAPPER.createObjectNode();
        statement.put("specversion", "1.0");
        statement.put("id", entry.id().toString());
        statement.put("source", "/ledgers/" + entry.ledger());
        statement.put("type", WireTypes.nameOf(entry.event()));
        UUID subject = entry.event().subject();
        if (subject != null) {
            statement.put("subject", subject.toString());
        }
        statement.put("time", Times.written(entry.recorded()));
        statement.put("datacontenttype", "application/json");
        statement.put("ledger", entry.ledger().toString());
        statement.put("sequence", StatementSequence.written(entry.sequence()));
        statement.put("actor", entry.actor().wireId());
        statement.put("role", entry.actor().wireRole());
        writeMeans(statement, entry.means());
        statement.set("data", data);
        byte[] bytes = StatementJson.MAPPER.writeValueAsBytes(statement);
        if (bytes.length > Statements.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a statement of " + bytes.length + " bytes is longer than " + Statements.MAX_BYTES);
        }
        return new Statements.Written(bytes, List.copyOf(disclosures));
    }

    /** Extensions of CloudEvents, absent where nothing is known. */
    private static void writeMeans(ObjectNode statement, @Nullable Means means) {
        if (means != null) {
            statement.put("means", means.kind().wire());
            if (means.client() != null) {
                statement.put("client", means.client().toString());
            }
            if (means.instructedBy() != null) {
                statement.put("instructedby", means.instructedBy().toString());
            }
        }
    }

    /** Takes the texts out of the tree; in an array an empty place stays, so that positions keep their meaning. */
    private static void seal(JsonNode node, String path, List<Disclosure> disclosures, ObjectNode digests) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode child = object.get(name);
                if (child instanceof POJONode) {
                    object.remove(name);
                }
                seal(child, path.isEmpty() ? name : path + "/" + name, disclosures, digests);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode child = array.get(i);
                if (child instanceof POJONode) {
                    array.setNull(i);
                }
                seal(child, path + "/" + i, disclosures, digests);
            }
        } else if (node instanceof POJONode embedded && embedded.getPojo() instanceof Text text) {
            if (!(text instanceof Text.Disclosed(String value))) {
                throw new IllegalArgumentException("only disclosed texts can be written");
            }
            Disclosure disclosure = Disclosure.seal(path, value);
            disclosures.add(disclosure);
            digests.put(path, disclosure.digest());
        }
    }
}
