package dev.kept.subscriptions.webhooks;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** To which addresses a webhook may go: those of the public internet, and those that the operator allows beside them. */
final class Addresses {

    /** IANA's blocks for special purposes, multicast, and where a cloud keeps the machine's own secrets. */
    private static final List<Network> NOT_PUBLIC = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Within 2000::/3: assignments for protocols (Teredo and others), documentation, and 6to4, which wraps
            // IPv4.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** All else of IPv6 is local, mapped, translated (NAT64), multicast or not assigned. */
    private static final Network PUBLIC_IPV6 = Network.parse("2000::/3");

    private final List<Network> allowed;

    /** @param allowed by the operator, though they are not public */
    Addresses(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean allow(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(network -> network.contains(address))
                && (!(address instanceof Inet6Address) || PUBLIC_IPV6.contains(address));
    }

    private static List<Network> networks(String... blocks) {
        return List.of(blocks).stream().map(Network::parse).toList();
    }
}
