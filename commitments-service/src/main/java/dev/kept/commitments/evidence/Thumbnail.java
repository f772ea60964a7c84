package dev.kept.commitments.evidence;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture made small, written anew: nothing of the file but its colours is in it.
 *
 * @param mediaType {@code image/png} where something shines through, else {@code image/jpeg}
 */
record Thumbnail(String mediaType, byte[] bytes) {

    /** Of a media type, as the formats are called that are read; others have no thumbnail. */
    private static final Map<String, String> FORMATS =
            Map.of("image/png", "png", "image/jpeg", "JPEG", "image/gif", "gif");

    /** In pixels, of the longer side. */
    static final int SIDE = 320;

    /** Of the file. A few times as much is in memory while it is read. */
    static final long MOST_BYTES = 32 * 1024 * 1024;

    /** A progressive JPEG takes up to six bytes a pixel while it is read. */
    private static final long MOST_PIXELS = 24_000_000;

    /** A row takes up to eight bytes a pixel. */
    private static final int MOST_OF_A_SIDE = 20_000;

    static Set<String> mediaTypes() {
        return FORMATS.keySet();
    }

    /**
     * Empty when it is no picture, another than its media type says, broken, or too large to be read in little memory.
     *
     * @param mediaType what the file is said to be
     */
    static Optional<Thumbnail> of(String mediaType, byte[] file) {
        String format = FORMATS.get(mediaType);
        if (format == null) {
            return Optional.empty();
        }
        try (ImageInputStream in = new InMemory(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                return reader.getOriginatingProvider().canDecodeInput(in)
                        ? read(reader, in, Orientation.of(file))
                        : Optional.empty();
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            // The JDK's readers meet what is broken with all kinds of exceptions.
            return Optional.empty();
        }
    }

    private static Optional<Thumbnail> read(ImageReader reader, ImageInputStream in, Orientation held)
            throws IOException {
        reader.setInput(in, true, true);
        // From the beginning of the file: nothing is unpacked before it is known to fit.
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int longer = Math.max(width, height);
        if (width < 1 || height < 1 || longer > MOST_OF_A_SIDE || (long) width * height > MOST_PIXELS) {
            return Optional.empty();
        }
        ImageReadParam every = reader.getDefaultReadParam();
        int step = Math.max(1, longer / (2 * SIDE));
        every.setSourceSubsampling(step, step, 0, 0);
        return Optional.of(written(small(reader.read(0, every), held)));
    }

    private static BufferedImage small(BufferedImage picture, Orientation held) {
        int longer = Math.max(picture.getWidth(), picture.getHeight());
        double scale = Math.min(1, (double) SIDE / longer);
        int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
        BufferedImage small = new BufferedImage(
                held.isSideways() ? height : width,
                held.isSideways() ? width : height,
                picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = small.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            canvas.transform(held.upright(width, height));
            canvas.drawImage(picture, 0, 0, width, height, null);
        } finally {
            canvas.dispose();
        }
        return small;
    }

    private static Thumbnail written(BufferedImage small) throws IOException {
        boolean isClear = small.getColorModel().hasAlpha();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(small, isClear ? "png" : "jpeg", out)) {
            throw new IOException("every JDK writes it");
        }
        return new Thumbnail(isClear ? "image/png" : "image/jpeg", out.toByteArray());
    }

    /** Reads bytes where they are: the JDK's own streams keep a copy, in memory or in a file. */
    private static final class InMemory extends ImageInputStreamImpl {

        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            bitOffset = 0;
            return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            bitOffset = 0;
            if (streamPos >= bytes.length) {
                return -1;
            }
            int read = (int) Math.min(length, bytes.length - streamPos);
            System.arraycopy(bytes, (int) streamPos, into, offset, read);
            streamPos += read;
            return read;
        }

        @Override
        public long length() {
            return bytes.length;
        }
    }
}
