package dev.kept.cli;

import dev.kept.client.model.TermsBody;
import org.jspecify.annotations.Nullable;

/** Who watches over a commitment. */
final class Monitor {

    private Monitor() {}

    /** Null for a name that is none: the generated enum takes every one, as what a newer Kept may say. */
    static TermsBody.@Nullable MonitorEnum named(String name) {
        TermsBody.MonitorEnum monitor = TermsBody.MonitorEnum.fromValue(name);
        return monitor == TermsBody.MonitorEnum.UNKNOWN_DEFAULT_OPEN_API ? null : monitor;
    }
}
