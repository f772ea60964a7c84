package dev.kept.projections.store.database;

import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.StoredView;
import dev.kept.projections.store.fold.ViewJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.api.migration.Context;

/** Makes the briefs of stored commitments anew from their views, whenever a brief holds something else than before. */
final class RefillBriefs extends Refill {

    private static final CommitmentFold FOLD = new CommitmentFold();
    private static final String VIEWS = """
        select ledger_id, item_id, first_sequence, last_sequence,
               coalesce(view_sequence, last_sequence) as view_sequence, view
          from item
         where kind = ?
        """;
    private static final String LATER = """
        select statement from entry
         where ledger_id = ? and subject = ? and sequence > ? and sequence <= ?
         order by sequence
        """;
    private static final String UPDATE =
            "update item set brief = ? where ledger_id = ? and kind = '" + FOLD.kind() + "' and item_id = ?";

    @Override
    public String getDescription() {
        return "briefs of commitments";
    }

    @Override
    public Integer getChecksum() {
        return Standing.VERSION;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (PreparedStatement select = context.getConnection().prepareStatement(VIEWS);
                PreparedStatement later = context.getConnection().prepareStatement(LATER);
                PreparedStatement update = context.getConnection().prepareStatement(UPDATE)) {
            select.setString(1, FOLD.kind());
            // A view may be large: few at once.
            select.setFetchSize(FEW);
            try (ResultSet item = select.executeQuery()) {
                while (item.next()) {
                    update.setString(1, ViewJson.write(FOLD.brief(view(item, later))));
                    update.setObject(2, item.getObject("ledger_id"));
                    update.setObject(3, item.getObject("item_id"));
                    update.executeUpdate();
                }
            }
        }
    }

    /** As of the item's last entry. */
    private static CommitmentView view(ResultSet item, PreparedStatement later) throws SQLException {
        Item<CommitmentView> stored = new Item<>(
                item.getObject("item_id", UUID.class),
                item.getLong("first_sequence"),
                item.getLong("view_sequence"),
                ViewJson.read(item.getString("view"), FOLD.view()));
        List<Entry> entries = new ArrayList<>();
        if (stored.lastSequence() < item.getLong("last_sequence")) {
            later.setObject(1, item.getObject("ledger_id"));
            later.setObject(2, stored.id());
            later.setLong(3, stored.lastSequence());
            later.setLong(4, item.getLong("last_sequence"));
            try (ResultSet entry = later.executeQuery()) {
                while (entry.next()) {
                    entries.add(Statements.read(entry.getBytes("statement")));
                }
            }
        }
        return StoredView.follow(FOLD, stored, entries).view();
    }
}
