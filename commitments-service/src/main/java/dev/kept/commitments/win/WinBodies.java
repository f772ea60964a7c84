package dev.kept.commitments.win;

import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Text;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is posted about a win. */
final class WinBodies {

    private WinBodies() {}

    record CelebrateWinBody(Text title, @Nullable Text text, List<UUID> about) {
        static CelebrateWinBody read(Fields fields) {
            return new CelebrateWinBody(
                    fields.required("title", Texts.TITLE),
                    fields.optional("text", Texts.TEXT),
                    fields.otherwise("about", Lists.ITEMS, List.of()));
        }
    }

    record EndorseWinBody(@Nullable Text comment) {
        static EndorseWinBody read(Fields fields) {
            return new EndorseWinBody(fields.optional("comment", Texts.TEXT));
        }
    }
}
