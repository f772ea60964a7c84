package dev.kept.projections.store.ingest;

import java.sql.SQLException;

/** A view is no longer the one that entries were to be added to: a rebuild put another in its place. Nothing is written. */
final class ViewsMoved extends SQLException {

    private static final long serialVersionUID = 1L;

    ViewsMoved() {
        super("stored views are not the ones that were read");
    }
}
