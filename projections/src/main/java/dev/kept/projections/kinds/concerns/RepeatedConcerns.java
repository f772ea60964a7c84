package dev.kept.projections.kinds.concerns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which concern repeats which, among all of a ledger in the order in which they were raised. */
record RepeatedConcerns(List<ConcernBrief> all) {

    /** What a concern goes back to, the first of them first. */
    List<ConcernBrief> before(UUID concern) {
        Map<UUID, ConcernBrief> byId = new HashMap<>();
        all.forEach(brief -> byId.put(brief.concern(), brief));
        List<ConcernBrief> chain = new ArrayList<>();
        ConcernBrief at = byId.get(concern);
        // A concern repeats one that was there before it: the chain ends.
        while (at != null && at.repeats() != null) {
            at = byId.get(at.repeats());
            if (at != null) {
                chain.add(at);
            }
        }
        return chain.reversed();
    }

    /** What goes back to a concern, directly or by others. */
    List<ConcernBrief> after(UUID concern) {
        Set<UUID> line = new HashSet<>(Set.of(concern));
        List<ConcernBrief> later = new ArrayList<>();
        for (ConcernBrief brief : all) {
            if (brief.repeats() != null && line.contains(brief.repeats())) {
                line.add(brief.concern());
                later.add(brief);
            }
        }
        return later;
    }
}
