package dev.kept.cli;

import dev.kept.client.model.EvidenceBody;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --evidence LABEL [--link URL]}, as often as there is evidence. */
final class Proof {

    @Option(
            names = "--evidence",
            required = true,
            paramLabel = "LABEL",
            description = "What shows it; may be repeated.")
    private String label = "";

    @Option(names = "--link", paramLabel = "URL", description = "Where that evidence is to be found.")
    private @Nullable String link;

    static List<EvidenceBody> bodies(List<Proof> proofs) {
        return proofs.stream()
                .map(proof -> new EvidenceBody().label(proof.label).link(proof.link))
                .toList();
    }
}
