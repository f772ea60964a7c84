package dev.kept.endtoend.crash;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A network between clients and one server on this machine that fails when told to. It knows nothing of what they say to each other. */
final class Proxy implements AutoCloseable {

    private static final int CHUNK = 64 << 10;
    private static final int CONNECT_MILLIS = 3_000;

    private final ServerSocket socket;
    private final Supplier<Optional<Integer>> server;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable CountDownLatch> swallowing = new AtomicReference<>();
    private volatile int lateMillis;
    private volatile boolean cut;

    /** @param server the port at which it listens now; empty when it does not */
    Proxy(Supplier<Optional<Integer>> server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All is well again; what was lost stays lost. */
    void calm() {
        lateMillis = 0;
        cut = false;
        swallowing.set(null);
    }

    /** Everything comes so much later, either way. */
    void delay(int millis) {
        lateMillis = millis;
    }

    /** Resets every connection, and each new one until all is well again. */
    void cut() {
        cut = true;
        open.forEach(Connection::reset);
    }

    /** The server sees its connections closed, and their clients hear nothing of it, nor anything else. New ones work. */
    void forgetClients() {
        open.forEach(connection -> connection.forget(connection.upstream));
    }

    /** The clients see their connections closed, and the server hears nothing of it. New ones work. */
    void forgetServer() {
        open.forEach(connection -> connection.forget(connection.downstream));
    }

    /** Lets the next request through, and resets its connection in place of the answer, which the server has given. */
    boolean swallowAnAnswer(long patienceMillis) {
        CountDownLatch swallowed = new CountDownLatch(1);
        swallowing.set(swallowed);
        try {
            return swallowed.await(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            swallowing.compareAndSet(swallowed, null);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("proxy-connect").start(() -> connect(client));
            } catch (IOException e) {
                // Closed: there is nothing more to accept.
            }
        }
    }

    private void connect(Socket client) {
        Optional<Integer> port = cut ? Optional.empty() : server.get();
        Socket upstream = new Socket();
        Connection connection = new Connection(client, upstream);
        try {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(),
                            port.orElseThrow(() -> new IOException("nobody listens"))),
                    CONNECT_MILLIS);
        } catch (IOException e) {
            connection.reset();
            return;
        }
        open.add(connection);
        if (cut) {
            connection.reset();
        }
        Thread.ofVirtual().name("proxy-request").start(() -> connection.pump(client, upstream, false));
        Thread.ofVirtual().name("proxy-answer").start(() -> connection.pump(upstream, client, true));
    }

    @Override
    public void close() {
        closeQuietly(socket);
        open.forEach(Connection::reset);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    private final class Connection {
        private final Socket downstream;
        private final Socket upstream;
        /** Set when a request has gone to the server whose answer nobody is to get. */
        private volatile @Nullable CountDownLatch swallowed;

        private volatile boolean forgotten;

        Connection(Socket downstream, Socket upstream) {
            this.downstream = downstream;
            this.upstream = upstream;
        }

        void pump(Socket from, Socket to, boolean answers) {
            byte[] bytes = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (lateMillis > 0) {
                        Scene.pause(lateMillis);
                    }
                    CountDownLatch waiting = swallowed;
                    if (answers && waiting != null) {
                        reset();
                        waiting.countDown();
                        return;
                    }
                    if (!answers) {
                        swallowed = swallowing.getAndSet(null);
                    }
                    out.write(bytes, 0, read);
                }
            } catch (IOException e) {
                // One of the two is gone, or forgotten.
            }
            if (forgotten) {
                return;
            }
            open.remove(this);
            closeQuietly(downstream);
            closeQuietly(upstream);
        }

        /** Closes one side alone; the other stays open, and nobody answers there. */
        void forget(Socket side) {
            forgotten = true;
            closeQuietly(side);
        }

        /** As when a machine has lost its memory: both sides are told that there is no such connection. */
        void reset() {
            open.remove(this);
            for (Socket side : new Socket[] {downstream, upstream}) {
                try {
                    side.setSoLinger(true, 0);
                } catch (IOException e) {
                    // Closed already.
                }
                closeQuietly(side);
            }
        }
    }
}
