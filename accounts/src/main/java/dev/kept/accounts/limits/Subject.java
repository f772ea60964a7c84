package dev.kept.accounts.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Who or what is counted under a rule: an account, known or not, a network address, or both together. */
public record Subject(AttemptRule rule, String value) {

    private static final int IPV6_NETWORK_BYTES = 8;

    public static Subject account(AttemptRule rule, String emailKey) {
        return new Subject(rule, emailKey);
    }

    /** An account as it is tried from a network address. */
    public static Subject accountAndAddress(AttemptRule rule, String emailKey, String address) {
        return new Subject(rule, emailKey + "\n" + network(address));
    }

    /** An account as it is tried on a device. */
    public static Subject accountAndDevice(AttemptRule rule, String emailKey, String device) {
        return new Subject(rule, emailKey + "\n" + device);
    }

    /** An invitation that is brought, known or not. */
    public static Subject invitation(AttemptRule rule, String key) {
        return new Subject(rule, key);
    }

    /** An IPv6 address counts as its /64: one household or machine commands all addresses in it. */
    public static Subject address(AttemptRule rule, String address) {
        return new Subject(rule, network(address));
    }

    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((rule.name() + "\n" + value).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return rule.name();
    }

    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), IPV6_NETWORK_BYTES))
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
