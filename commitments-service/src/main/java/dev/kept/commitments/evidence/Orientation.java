package dev.kept.commitments.evidence;

import java.awt.geom.AffineTransform;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a camera was held, as a JPEG says (Exif 2.32, tag 0x0112): the pixels stand as the sensor saw them. */
enum Orientation {
    UPRIGHT(false),
    MIRRORED(false),
    UPSIDE_DOWN(false),
    UPSIDE_DOWN_MIRRORED(false),
    LEFT_MIRRORED(true),
    LEFT(true),
    RIGHT_MIRRORED(true),
    RIGHT(true);

    private static final int BEGIN = 0xFFD8;
    private static final int APPLICATION_1 = 0xFFE1;
    private static final int SCAN = 0xFFDA;
    private static final long EXIF = 0x457869660000L;
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int TIFF_HEADER_TO_OFFSET = 4;
    private static final int TAG = 0x0112;
    private static final int REST_OF_FIELD = 6;

    private final boolean sideways;

    Orientation(boolean sideways) {
        this.sideways = sideways;
    }

    /** Whether width and height change places. */
    boolean isSideways() {
        return sideways;
    }

    /** Turns a picture of this width and height upright. */
    AffineTransform upright(int width, int height) {
        return switch (this) {
            case UPRIGHT -> new AffineTransform();
            case MIRRORED -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case UPSIDE_DOWN -> new AffineTransform(-1, 0, 0, -1, width, height);
            case UPSIDE_DOWN_MIRRORED -> new AffineTransform(1, 0, 0, -1, 0, height);
            case LEFT_MIRRORED -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case LEFT -> new AffineTransform(0, 1, -1, 0, height, 0);
            case RIGHT_MIRRORED -> new AffineTransform(0, -1, -1, 0, height, width);
            case RIGHT -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    }

    /** Upright where nothing else is said, or not in a way that can be read. */
    static Orientation of(byte[] file) {
        try {
            return read(ByteBuffer.wrap(file));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            return UPRIGHT;
        }
    }

    private static Orientation read(ByteBuffer file) {
        if (Short.toUnsignedInt(file.getShort()) != BEGIN) {
            return UPRIGHT;
        }
        while (true) {
            int marker = Short.toUnsignedInt(file.getShort());
            if (marker == SCAN || marker < 0xFF00) {
                return UPRIGHT;
            }
            int length = Short.toUnsignedInt(file.getShort()) - Short.BYTES;
            ByteBuffer segment = file.slice(file.position(), length);
            if (marker == APPLICATION_1 && isExif(segment)) {
                return ofExif(segment.slice());
            }
            file.position(file.position() + length);
        }
    }

    private static boolean isExif(ByteBuffer segment) {
        return segment.remaining() > Integer.BYTES + Short.BYTES
                && ((Integer.toUnsignedLong(segment.getInt()) << Short.SIZE) | Short.toUnsignedLong(segment.getShort()))
                        == EXIF;
    }

    private static Orientation ofExif(ByteBuffer tiff) {
        tiff.order(
                Short.toUnsignedInt(tiff.getShort()) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.position(tiff.getInt(TIFF_HEADER_TO_OFFSET));
        int fields = Short.toUnsignedInt(tiff.getShort());
        for (int i = 0; i < fields; i++) {
            int tag = Short.toUnsignedInt(tiff.getShort());
            if (tag == TAG) {
                int value = Short.toUnsignedInt(tiff.getShort(tiff.position() + REST_OF_FIELD));
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
            tiff.position(tiff.position() + REST_OF_FIELD + Integer.BYTES);
        }
        return UPRIGHT;
    }
}
