package dev.kept.commitments.evidence;

import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/** The stores that there are. One takes what arrives; each gives out and deletes what it once took. */
final class ContentStores implements DisposableBean {

    /** By the name that a content's row has for its store. */
    enum Kind {
        POSTGRES,
        S3;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    private final Kind taking;
    private final @Nullable S3Contents s3;

    ContentStores(EvidenceSettings settings) {
        this.taking = settings.store();
        this.s3 = settings.s3().bucket().isEmpty() ? null : new S3Contents(settings.s3());
    }

    /** Where what arrives goes. */
    Kind taking() {
        return taking;
    }

    /** The one of a kind, where PostgreSQL is asked by this data source. */
    ContentStore of(Kind kind, DataSource dataSource) {
        return switch (kind) {
            case POSTGRES -> new JdbcContents(dataSource);
            case S3 -> s3 == null ? new NotConfigured() : s3;
        };
    }

    @Override
    public void destroy() {
        if (s3 != null) {
            s3.close();
        }
    }

    /** Contents went there once, and no setting says any more where that is. */
    private static final class NotConfigured implements ContentStore {

        private static FilesUnavailable unavailable() {
            return new FilesUnavailable("kept.evidence.s3.bucket is not set");
        }

        @Override
        public Arriving begin(UUID content, Consumer<String> began) {
            throw unavailable();
        }

        @Override
        public Pieces read(UUID content) {
            throw unavailable();
        }

        @Override
        public void delete(UUID content, @Nullable String began) {
            throw unavailable();
        }
    }
}
