package dev.kept.projections.store.database;

import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.store.fold.ViewJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.Context;

/** Makes the briefs of stored commitments anew from their views, whenever a brief holds something else than before. */
final class RefillBriefs extends Refill {

    private static final CommitmentFold FOLD = new CommitmentFold();
    private static final String VIEWS = "select ledger_id, item_id, view from item where kind = '" + FOLD.kind() + "'";
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
        try (Statement select = context.getConnection().createStatement();
                PreparedStatement update = context.getConnection().prepareStatement(UPDATE)) {
            // A view may be large: few at once.
            select.setFetchSize(FEW);
            try (ResultSet item = select.executeQuery(VIEWS)) {
                while (item.next()) {
                    update.setString(1, ViewJson.write(FOLD.brief(ViewJson.read(item.getString("view"), FOLD.view()))));
                    update.setObject(2, item.getObject("ledger_id"));
                    update.setObject(3, item.getObject("item_id"));
                    update.executeUpdate();
                }
            }
        }
    }
}
