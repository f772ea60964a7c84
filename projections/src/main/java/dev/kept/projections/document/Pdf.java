package dev.kept.projections.document;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.kept.http.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Prints a document. Few at a time: each takes a core and some memory. Nothing of it is loaded before the first one. */
@Component
class Pdf {

    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore presses = new Semaphore(AT_A_TIME);

    /**
     * The document on A4.
     *
     * @param paper well-formed XML but for characters that XML has no place for
     * @throws Problem 503 while too many others are printed
     */
    byte[] of(String paper) {
        try {
            if (!presses.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.temporarilyUnavailable(
                        "Many documents are being printed just now.", Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.temporarilyUnavailable("Kept is about to stop.", Duration.ofSeconds(5));
        }
        try {
            return Press.printed(paper);
        } finally {
            presses.release();
        }
    }

    private static final class Press {

        private static final int NORMAL = 400;
        private static final int BOLD = 700;
        private static final Pattern NOT_IN_XML =
                Pattern.compile("[^\\x09\\x0A\\x0D\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

        private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");
        private static final Pattern HAN_AND_KANA =
                Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\x{3000}-\\x{303F}\\x{FF00}-\\x{FFEF}]");

        static {
            // It would quote what people wrote.
            XRLog.setLoggingEnabled(false);
        }

        static byte[] printed(String paper) {
            ByteArrayOutputStream pdf = new ByteArrayOutputStream();
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.withHtmlContent(NOT_IN_XML.matcher(paper).replaceAll("\uFFFD"), null);
            // Whatever a text says, nothing is fetched.
            builder.useExternalResourceAccessControl(
                    (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
            font(builder, "Kept Serif", NORMAL, "DejaVuSerifCondensed");
            font(builder, "Kept Serif", BOLD, "DejaVuSerifCondensed-Bold");
            font(builder, "Kept Sans", NORMAL, "DejaVuSansCondensed");
            font(builder, "Kept Sans", BOLD, "DejaVuSansCondensed-Bold");
            // Ten times as large as the others: read only where they are needed.
            if (HANGUL.matcher(paper).find()) {
                font(builder, "Kept Hangul", NORMAL, "NanumGothic");
            }
            if (HAN_AND_KANA.matcher(paper).find()) {
                font(builder, "Kept Han", NORMAL, "DroidSansFallbackFull");
            }
            builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
            builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
            builder.defaultTextDirection(TextDirection.LTR);
            builder.usePdfUaAccessibility(true);
            builder.withProducer("Kept");
            builder.toStream(pdf);
            try {
                builder.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return pdf.toByteArray();
        }

        private static void font(PdfRendererBuilder builder, String family, int weight, String file) {
            FSSupplier<InputStream> font =
                    () -> Objects.requireNonNull(Pdf.class.getResourceAsStream("/document/fonts/" + file + ".ttf"));
            builder.useFont(font, family, weight, FontStyle.NORMAL, true);
        }
    }
}
