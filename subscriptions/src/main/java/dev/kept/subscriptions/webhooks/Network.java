package dev.kept.subscriptions.webhooks;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, as {@code 10.0.0.0/8} or {@code fc00::/7}. */
final class Network {

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads a block; nothing is looked up.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] prefix = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash))
                .getAddress();
        int bits = slash < 0 ? prefix.length * Byte.SIZE : Integer.parseInt(cidr.substring(slash + 1));
        if (bits < 0 || bits > prefix.length * Byte.SIZE) {
            throw new IllegalArgumentException("no prefix of an address has that length");
        }
        return new Network(prefix, bits);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        if (bytes.length != prefix.length || !Arrays.equals(bytes, 0, whole, prefix, 0, whole)) {
            return false;
        }
        int mask = 0xFF << (Byte.SIZE - rest);
        return rest == 0 || ((bytes[whole] ^ prefix[whole]) & mask & 0xFF) == 0;
    }
}
