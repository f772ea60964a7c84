package dev.kept.projections.views.export;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Exports a ledger's tables several times at once, in a process of its own that has little memory. */
final class ParallelExports {

    private ParallelExports() {}

    /** @param arguments the database's URL, user and password; ledger and reader; how many exports */
    public static void main(String[] arguments) throws Exception {
        UUID ledger = UUID.fromString(arguments[3]);
        UUID reader = UUID.fromString(arguments[4]);
        int exports = Integer.parseInt(arguments[5]);
        ReadDatabase database = new ReadDatabase(arguments[0], arguments[1], arguments[2]);
        try (HikariDataSource pool = database.forQueries(exports);
                AnnotationConfigApplicationContext reading = new AnnotationConfigApplicationContext();
                ExecutorService threads = Executors.newFixedThreadPool(exports)) {
            reading.registerBean("projectionsDataSource", DataSource.class, () -> pool);
            reading.scan("dev.kept.projections.reading");
            reading.refresh();
            Ledgers ledgers = reading.getBean(Ledgers.class);
            Sheets sheets = new Sheets(new JdbcExport(pool), reading.getBean(Texts.class));
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < exports; i++) {
                running.add(threads.submit(() -> {
                    long head = ledgers.open(ledger, reader, null).head();
                    LedgerReading past = ledgers.open(ledger, reader, new AsOf.Sequence(head));
                    sheets.writeAll(past, OutputStream.nullOutputStream());
                    return null;
                }));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }
    }
}
