package dev.kept.commitments.lesson;

import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Text;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;

record RecordLessonBody(Text learned, Text differently, List<UUID> about) {

    static RecordLessonBody read(Fields fields) {
        return new RecordLessonBody(
                fields.required("learned", Texts.TEXT),
                fields.required("differently", Texts.TEXT.describedAs("What your side will do differently.")),
                fields.otherwise("about", Lists.ITEMS, List.of()));
    }
}
