package dev.kept.transparency.client;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import dev.kept.transparency.json.JsonReader;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TileReader;
import dev.kept.transparency.witness.AddCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ledger's log over HTTP, as a member's access token shows it. */
final class RemoteLog implements TileReader {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int LONGEST = 2 * SignedNote.MAX_BYTES;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String ledger;
    private final String token;

    /** @param ledger its address, e.g. {@code https://kept.example/api/ledgers/<id>} */
    RemoteLog(String ledger, String token) {
        this.ledger = ledger.endsWith("/") ? ledger.substring(0, ledger.length() - 1) : ledger;
        this.token = token;
    }

    /** An answer. */
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * The newest head, unverified.
     *
     * @param remembered how many entries the last one had; 0 when none is remembered
     */
    byte[] checkpoint(long remembered) {
        Answer answer = send(request("/log/checkpoint").GET());
        if (answer.status() == NOT_FOUND && remembered > 0) {
            throw new CannotAsk(
                    "The service says that there is no such ledger, or that you take no part in it, and there was one of %d entries. Keep the head that is remembered: it is evidence that there was."
                            .formatted(remembered));
        }
        return required("/log/checkpoint", answer);
    }

    /** The statements of the entries that changed the ledger's key, as the service names them; unverified. */
    List<byte[]> keyChanges() {
        JsonReader json = new JsonReader(required("/tree-key"));
        List<byte[]> statements = new ArrayList<>();
        json.beginObject();
        while (json.nextMember()) {
            if (json.nameIs("changes")) {
                json.beginArray();
                while (json.nextElement()) {
                    statements.add(statement(json));
                }
            } else {
                json.skip();
            }
        }
        json.end();
        return statements;
    }

    private static byte[] statement(JsonReader json) {
        byte[] statement = null;
        json.beginObject();
        while (json.nextMember()) {
            if (json.nameIs("statement")) {
                statement = Strict.base64(json.string());
            } else {
                json.skip();
            }
        }
        if (statement == null) {
            throw new Malformed("a change of the key has no statement");
        }
        return statement;
    }

    @Override
    public List<byte[]> read(List<Tile> tiles) {
        List<byte[]> contents = new ArrayList<>(tiles.size());
        for (Tile tile : tiles) {
            contents.add(required("/log/" + tile.path()));
        }
        return contents;
    }

    Answer add(AddCheckpoint checkpoint) {
        return send(request("/witness/add-checkpoint")
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(checkpoint.toBytes())));
    }

    /** @param verifierKey of letters that JSON needs no escapes for */
    Answer register(String verifierKey) {
        return send(request("/witnesses")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"verifierKey\":\"" + verifierKey + "\"}")));
    }

    private byte[] required(String path) {
        return required(path, send(request(path).GET()));
    }

    private byte[] required(String path, Answer answer) {
        if (answer.status() != 200) {
            throw new CannotAsk("%s%s answers %d.".formatted(ledger, path, answer.status()));
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(ledger + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new CannotAsk("The ledger's address, or the access token, cannot be read.");
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(response.statusCode(), body.readNBytes(LONGEST));
            }
        } catch (IOException e) {
            throw new CannotAsk(ledger + " does not answer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotAsk("Interrupted.");
        }
    }
}
