package dev.kept.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, with one more limit: the head and the body of a request must have arrived in a given time after its first
 * byte, to which a body adds a second for each {@link #BYTES_A_SECOND} that have come. Tomcat's own timeouts begin anew with every byte, so
 * that a client that sends one byte now and then keeps its connection for hours.
 */
public final class DeadlineProtocol extends Http11NioProtocol {

    /** What a slow line brings: a file takes its time, and a body of the ordinary length gains a few seconds at most. */
    private static final long BYTES_A_SECOND = 64 * 1024;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Map<Timed, SocketWrapperBase<?>> underWay = new ConcurrentHashMap<>();
    private Duration deadline = Duration.ofSeconds(18);
    private @Nullable ScheduledFuture<?> looking;

    /** How long a request may take to arrive; its connection is closed at most a second later. */
    void setDeadline(Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public void start() throws Exception {
        super.start();
        looking = getUtilityExecutor()
                .scheduleWithFixedDelay(
                        this::closeLate, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (looking != null) {
            looking.cancel(false);
        }
        super.stop();
    }

    @Override
    protected Processor createProcessor() {
        return new Timed();
    }

    private void closeLate() {
        long now = System.nanoTime();
        underWay.forEach((processor, connection) -> {
            if (connection.isClosed()) {
                underWay.remove(processor);
            } else if (processor.isLate(now)) {
                connection.close();
            }
        });
    }

    /** Reads the requests of one connection, one after the other. */
    private final class Timed extends Http11Processor {

        Timed() {
            super(DeadlineProtocol.this, DeadlineProtocol.this.getAdapter());
        }

        @Override
        public SocketState service(SocketWrapperBase<?> connection) throws IOException {
            underWay.put(this, connection);
            SocketState state = super.service(connection);
            if (state != SocketState.LONG) {
                underWay.remove(this);
            }
            return state;
        }

        /** Nanoseconds. */
        private long earned() {
            return getRequest().getBytesRead() * (TimeUnit.SECONDS.toNanos(1) / BYTES_A_SECOND);
        }

        private boolean isLate(long now) {
            long begun = getRequest().getStartTimeNanos();
            if (begun < 0 || now - begun < deadline.toNanos() + earned()) {
                return false;
            }
            return switch (getRequest().getRequestProcessor().getStage()) {
                case Constants.STAGE_SERVICE -> !getRequest().isFinished();
                // Between two looks at a head of which a part has arrived, the stage is that of a request that ended.
                case Constants.STAGE_PARSE, Constants.STAGE_ENDED -> !isAsync();
                default -> false;
            };
        }
    }
}
