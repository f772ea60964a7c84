package dev.kept.projections.views.entries;

import dev.kept.events.Text;
import dev.kept.projections.store.fields.ReferenceTitles;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.ItemFolds;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.Person;
import dev.kept.projections.store.fold.UnreadableView;
import dev.kept.projections.store.fold.ViewJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks up what ids stand for; the caller has the right to read the ledger. */
final class JdbcReferences {

    private static final String ITEMS = """
        select item_id, kind, brief
          from item
         where ledger_id = ? and kind = any(?::text[]) and item_id = any(?::uuid[])
        """;

    private final JdbcClient sql;
    private final Map<String, ItemFold<?, ?>> folds = new HashMap<>();

    JdbcReferences(DataSource dataSource, ItemFolds folds) {
        this.sql = JdbcClient.create(dataSource);
        folds.all().forEach(fold -> this.folds.put(fold.kind(), fold));
    }

    ReferenceTitles titles(LedgerView view, Set<UUID> ids) {
        Map<UUID, ReferenceTitles.Named> named = new HashMap<>();
        for (Mediation mediation : view.mediations()) {
            named.put(mediation.mediation(), new ReferenceTitles.Named("mediator", mediation.name()));
        }
        if (!ids.isEmpty()) {
            sql.sql(ITEMS)
                    .param(view.ledger())
                    .param(folds.keySet().toArray(String[]::new))
                    .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                    .query(row -> {
                        String kind = row.getString("kind");
                        named.put(
                                row.getObject("item_id", UUID.class),
                                new ReferenceTitles.Named(kind, title(folds.get(kind), row.getString("brief"))));
                    });
        }
        return new ReferenceTitles() {
            @Override
            public @Nullable Named named(UUID item) {
                return named.get(item);
            }

            @Override
            public @Nullable Text person(UUID member) {
                Person person = view.person(member);
                return person == null ? null : person.name();
            }
        };
    }

    private static <B> @Nullable Text title(@Nullable ItemFold<?, B> fold, String brief) {
        try {
            return fold == null ? null : fold.title(ViewJson.read(brief, fold.brief()));
        } catch (UnreadableView e) {
            // The entries are whole without the title of what they refer to.
            return null;
        }
    }
}
