package dev.kept.transparency.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches in bytes, eight at a time. */
final class Bytes {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Bytes() {}

    /**
     * The first place of an ASCII character among the bytes from {@code from} to {@code to}, the last one excluded; {@code to} when it is
     * not there.
     */
    static int indexOf(char wanted, byte[] bytes, int from, int to) {
        int i = from;
        for (; to - i >= Long.BYTES; i += Long.BYTES) {
            long others = (long) EIGHT_BYTES.get(bytes, i) ^ wanted * ONES;
            // The lowest bit that is set belongs to the first such byte; those above it may be wrong.
            long found = (others - ONES) & ~others & HIGH_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }
}
