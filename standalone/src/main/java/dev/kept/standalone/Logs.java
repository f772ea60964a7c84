package dev.kept.standalone;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where the log goes. */
final class Logs {

    private Logs() {}

    /** To a file of that name in the data folder; to be called before anything is logged. */
    static void goTo(Path home, String name) {
        // logback.xml knows the file by this property.
        System.setProperty(
                "kept.log", home.resolve("log").resolve(name + ".log").toString());
        LoggerFactory.getLogger(Logs.class).info("{} begins.", name);
    }
}
