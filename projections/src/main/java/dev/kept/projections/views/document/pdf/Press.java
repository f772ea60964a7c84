package dev.kept.projections.views.document.pdf;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Turns a page of XHTML into a PDF that is tagged (PDF/UA-1) and archivable (PDF/A-3a). */
final class Press {

    /** The id of the paragraph that explains marked characters; it is taken out when there are none. */
    static final String NOTE = "unset-note";

    private static final Set<Typeface> ALWAYS =
            EnumSet.of(Typeface.SERIF, Typeface.SERIF_BOLD, Typeface.SANS, Typeface.SANS_BOLD);
    private static final Pattern NOT_IN_XML = Pattern.compile(
            "[^\\x09\\x0A\\x0D\\x{20}-\\x{7E}\\x{85}\\x{A0}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFC}]");
    private static final byte[] COLOURS =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    static {
        // It would quote what people wrote.
        XRLog.setLoggingEnabled(false);
    }

    private Press() {}

    /** @param paper well-formed but for characters that XML has no place for */
    static byte[] printed(String paper) {
        return printed(paper, null);
    }

    /** As {@link #printed(String)}, with a file inside it. */
    static byte[] printed(String paper, @Nullable Attachment attachment) {
        Document page = parsed(NOT_IN_XML
                .matcher(paper)
                .replaceAll(each -> LegibleText.ESCAPE
                        + HexFormat.of()
                                .withUpperCase()
                                .toHexDigits(each.group().codePointAt(0), 6)
                        + LegibleText.ESCAPE));
        Element title = Nodes.only(page, "title");
        title.setTextContent(LegibleText.unescaped(title.getTextContent()));
        Outline.add(page);
        LegibleText text = new LegibleText(page);
        text.rewrite(Nodes.only(page, "body"));
        if (!text.anyMarked()) {
            removeNote(page);
        }
        try (PDDocument document = new PDDocument()) {
            if (attachment != null) {
                attach(document, attachment);
            }
            ByteArrayOutputStream pdf = new ByteArrayOutputStream();
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.withW3cDocument(page, null);
            builder.usePDDocument(document);
            fonts(builder, document, text);
            // Whatever a text says, nothing is fetched.
            builder.useExternalResourceAccessControl(
                    (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
            builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
            builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
            builder.useUnicodeLineBreaker(new LineBreaks());
            builder.useReplacementText("\uFFFD");
            builder.defaultTextDirection(TextDirection.LTR);
            builder.usePdfUaAccessibility(true);
            builder.usePdfAConformance(PdfAConformance.PDFA_3_A);
            builder.useColorProfile(COLOURS);
            builder.withProducer("Kept");
            builder.toStream(pdf);
            builder.run();
            return pdf.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void attach(PDDocument document, Attachment attachment) throws IOException {
        byte[] bytes = attachment.text().getBytes(StandardCharsets.UTF_8);
        PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes));
        file.setSubtype("text/plain");
        file.setSize(bytes.length);
        file.setModDate(Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT));
        PDComplexFileSpecification specification = new PDComplexFileSpecification();
        specification.setFile(attachment.name());
        specification.setFileUnicode(attachment.name());
        specification.setFileDescription(attachment.description());
        specification.setEmbeddedFile(file);
        specification.setEmbeddedFileUnicode(file);
        // PDF/A-3 wants to know what the file is to the document, and that it belongs to the whole of it.
        specification.getCOSObject().setName("AFRelationship", "Data");
        COSArray files = new COSArray();
        files.add(specification);
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.getCOSObject().setItem("AF", files);
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(Map.of(attachment.name(), specification));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(catalog);
        names.setEmbeddedFiles(tree);
        catalog.setNames(names);
    }

    private static void fonts(PdfRendererBuilder builder, PDDocument document, LegibleText text) throws IOException {
        Set<Typeface> used = EnumSet.copyOf(ALWAYS);
        used.addAll(text.needed());
        if (used.contains(Typeface.NOTO)) {
            used.add(Typeface.NOTO_BOLD);
        }
        for (Typeface each : used) {
            font(builder, PDType0Font.load(document, each.parsed(), true), each.family(), each.weight());
        }
        if (!text.shaped().isEmpty()) {
            font(builder, text.shaped().font(document), ShapedFont.FAMILY, Typeface.SERIF.weight());
        }
    }

    private static void font(PdfRendererBuilder builder, PDType0Font font, String family, int weight) {
        builder.useFont(new PDFontSupplier(font), family, weight, FontStyle.NORMAL, true);
    }

    private static void removeNote(Document page) {
        Nodes.elements(page, List.of("p")).stream()
                .filter(each -> each.getAttribute("id").equals(NOTE))
                .forEach(each -> each.getParentNode().removeChild(each));
    }

    private static Document parsed(String paper) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setExpandEntityReferences(false);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(paper)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the page is not well-formed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
