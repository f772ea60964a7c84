package dev.kept.subscriptions.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds a host's addresses and refuses the host when one of them is not allowed. The HTTP client connects to what this returns and asks
 * nobody else, so a name whose address changes in between cannot redirect it.
 */
final class CheckedLookup implements DnsResolver, AutoCloseable {

    /** Each may take a whole connect timeout. */
    private static final int TRIED = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Addresses addresses;
    private final Names names;
    private final ExecutorService threads;

    /** Resolves a name; blocks until it has an answer. */
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /** The host has an address that is not allowed. */
    static final class NotAllowed extends UnknownHostException {
        NotAllowed() {
            super("an address that is not allowed");
        }
    }

    /** @param most lookups at a time; each has a platform thread, because the system's resolver would block the carriers of virtual ones */
    CheckedLookup(Addresses addresses, Names names, int most) {
        this.addresses = addresses;
        this.names = names;
        this.threads = new ThreadPoolExecutor(
                0,
                most,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("webhooks-lookup-", 0).factory());
    }

    /**
     * The addresses to connect to.
     *
     * @throws NotAllowed when one of the host's addresses is not allowed
     * @throws UnknownHostException when it has none, or they cannot be found out within five seconds
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = lookUp(host);
        for (InetAddress address : all) {
            if (!addresses.allow(address)) {
                throw new NotAllowed();
            }
        }
        return Arrays.copyOf(all, Math.min(all.length, TRIED));
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> found = null;
        try {
            found = threads.submit(() -> names.lookUp(host));
            return found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            throw unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown();
        } finally {
            if (found != null) {
                found.cancel(true);
            }
        }
    }

    /** Without the name: a message may reach a log. */
    private static UnknownHostException unknown() {
        return new UnknownHostException("a host that is not known");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
