package dev.kept.subscriptions.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.http.Posted;
import dev.kept.http.Problem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Executes a request in one transaction. A repetition with the same Idempotency-Key within a day gets the same answer and does nothing. */
public final class IdempotentRequests implements Housekeeping {

    private static final String TAKE = """
        insert into webhook_request (request_id, digest, at) values (?, ?, now())
        on conflict (request_id) do nothing
        """;

    private static final String KNOWN = "select digest, answer from webhook_request where request_id = ?";
    private static final String ANSWERED = "update webhook_request set answer = ? where request_id = ?";
    private static final String FORGET = "delete from webhook_request where at < now() - interval '1 day'";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient sql;
    private final TransactionTemplate together;
    private final Sealing sealing;

    public IdempotentRequests(DataSource dataSource, TransactionTemplate together, Sealing sealing) {
        this.sql = JdbcClient.create(dataSource);
        this.together = together;
        this.sealing = sealing;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(byte[] digest, byte @Nullable [] answer) {}

    /**
     * The answer to a request.
     *
     * @param work when it throws, nothing has happened, and the key can be used again
     * @throws Problem 422 when the key was used for another request
     */
    public <T> T answer(Posted<?> posted, Class<T> type, Supplier<T> work) {
        T answer = together.execute(status -> {
            String key = posted.idempotencyKey();
            return key == null ? work.get() : keyed(posted, key, type, work);
        });
        if (answer == null) {
            throw new IllegalStateException("no answer");
        }
        return answer;
    }

    private <T> T keyed(Posted<?> posted, String key, Class<T> type, Supplier<T> work) {
        UUID request = id(sealing.digestOf(posted.caller().member().toString().getBytes(UTF_8), key.getBytes(UTF_8)));
        byte[] digest = sealing.digestOf(
                posted.operation().getBytes(UTF_8), posted.path().getBytes(UTF_8), posted.bytes());
        String place = "webhook_request/" + request;
        if (sql.sql(TAKE).param(request).param(digest).update() == 1) {
            T answer = work.get();
            sql.sql(ANSWERED)
                    .param(sealing.seal(JSON.writeValueAsBytes(answer), place))
                    .param(request)
                    .update();
            return answer;
        }
        Known known = sql.sql(KNOWN)
                .param(request)
                .query((row, number) -> new Known(row.getBytes("digest"), row.getBytes("answer")))
                .single();
        if (!MessageDigest.isEqual(known.digest(), digest)) {
            throw Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency-Key reused",
                    "This Idempotency-Key was used for another request before. Take a new one.");
        }
        return Optional.ofNullable(known.answer())
                .flatMap(closed -> sealing.open(closed, place))
                .map(clear -> JSON.readValue(clear, type))
                .orElseThrow(() -> new IllegalStateException("an answer that cannot be read"));
    }

    /** Deletes what is older than a day. */
    @Override
    public void forget() {
        sql.sql(FORGET).update();
    }

    private static UUID id(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
