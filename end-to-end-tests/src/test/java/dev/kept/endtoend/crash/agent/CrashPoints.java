package dev.kept.endtoend.crash.agent;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts how often the point is passed at which this JVM is to end, and ends it there as kill -9 would. */
public final class CrashPoints {

    private static final int AS_KILLED = 137;

    private static volatile @Nullable Point armed;

    private CrashPoints() {}

    private record Point(boolean before, Pattern thread, Pattern what, AtomicInteger left) {
        void passed(boolean isBefore, Object doing) {
            if (before == isBefore
                    && thread.matcher(Thread.currentThread().getName()).find()
                    && what.matcher(said(doing)).find()
                    && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(AS_KILLED);
            }
        }

        private static String said(Object doing) {
            return doing instanceof Object[] several ? Arrays.toString(several) : doing.toString();
        }
    }

    /** @param point {@code before} or {@code after}, a pattern of the thread's name, one of what is done, and a number, separated by {@code ;} */
    static void arm(String point) {
        String[] parts = point.split(";", 4);
        armed = new Point(
                parts[0].equals("before"),
                Pattern.compile(parts[1]),
                Pattern.compile(parts[2]),
                new AtomicInteger(Integer.parseInt(parts[3])));
    }

    /** Something is about to be done. */
    public static void before(Object doing) {
        Point point = armed;
        if (point != null) {
            point.passed(true, doing);
        }
    }

    /** Something has been done. */
    public static void after(Object doing) {
        Point point = armed;
        if (point != null) {
            point.passed(false, doing);
        }
    }
}
