package dev.kept.commitments.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailTest {

    private static BufferedImage picture(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width, height);
        canvas.dispose();
        return picture;
    }

    private static byte[] written(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, out)).isTrue();
        return out.toByteArray();
    }

    private static BufferedImage read(Thumbnail thumbnail) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
    }

    @ParameterizedTest
    @CsvSource({
        "png, image/png, 1600, 1200, 320, 240",
        "jpeg, image/jpeg, 1200, 1600, 240, 320",
        "gif, image/gif, 1000, 10, 320, 3",
        "png, image/png, 3, 5, 3, 5",
        "jpeg, image/jpeg, 5000, 3, 320, 1",
        "png, image/png, 20000, 1, 320, 1"
    })
    void it_fits_a_square_and_keeps_the_picture_and_its_shape(
            String format, String type, int width, int height, int smallWidth, int smallHeight) throws IOException {
        byte[] file = written(picture(width, height, BufferedImage.TYPE_INT_RGB), format);

        Thumbnail thumbnail = Thumbnail.of(type, file).orElseThrow();

        assertThat(thumbnail.mediaType()).isEqualTo("image/jpeg");
        BufferedImage small = read(thumbnail);
        assertThat(small.getWidth()).isBetween(smallWidth - 2, smallWidth + 2);
        assertThat(small.getHeight()).isBetween(smallHeight - 2, smallHeight + 2);
        Color middle = new Color(small.getRGB(small.getWidth() / 2, small.getHeight() / 2));
        assertThat(middle.getRed()).isGreaterThan(200);
        assertThat(middle.getBlue()).isLessThan(60);
    }

    @Test
    void what_shines_through_stays_so() throws IOException {
        BufferedImage clear = new BufferedImage(700, 700, BufferedImage.TYPE_INT_ARGB);

        Thumbnail thumbnail = Thumbnail.of("image/png", written(clear, "png")).orElseThrow();

        assertThat(thumbnail.mediaType()).isEqualTo("image/png");
        assertThat(read(thumbnail).getRGB(10, 10) >>> 24).isZero();
    }

    @Test
    void nothing_else_of_the_file_is_in_it() throws IOException {
        byte[] file = written(picture(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg");
        byte[] where = "Exif of the kitchen at 52.5, 13.4".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        told.write(file, 0, 2);
        told.write(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (where.length + 2)});
        told.write(where);
        told.write(file, 2, file.length - 2);

        Thumbnail thumbnail = Thumbnail.of("image/jpeg", told.toByteArray()).orElseThrow();

        assertThat(new String(thumbnail.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("kitchen");
    }

    /** Red on the left half as the sensor saw it; where that is once the picture stands upright. */
    @ParameterizedTest
    @CsvSource({
        "1, 60, 30, 10, 15",
        "2, 60, 30, 50, 15",
        "3, 60, 30, 50, 15",
        "4, 60, 30, 10, 15",
        "5, 30, 60, 15, 10",
        "6, 30, 60, 15, 10",
        "7, 30, 60, 15, 50",
        "8, 30, 60, 15, 50",
        "9, 60, 30, 10, 15"
    })
    void it_stands_upright_however_the_camera_was_held(int held, int width, int height, int redX, int redY)
            throws IOException {
        BufferedImage seen = new BufferedImage(60, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = seen.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, 30, 30);
        canvas.dispose();
        byte[] file = written(seen, "jpeg");
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) held,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        told.write(file, 0, 2);
        told.write(exif);
        told.write(file, 2, file.length - 2);

        BufferedImage small =
                read(Thumbnail.of("image/jpeg", told.toByteArray()).orElseThrow());

        assertThat(small.getWidth()).isEqualTo(width);
        assertThat(small.getHeight()).isEqualTo(height);
        assertThat(new Color(small.getRGB(redX, redY)).getRed()).isGreaterThan(200);
        assertThat(new Color(small.getRGB(width - 1 - redX, height - 1 - redY)).getRed())
                .isLessThan(60);
    }

    @Test
    void a_large_progressive_picture_is_read_all_the_same() throws IOException {
        BufferedImage picture = picture(5000, 4000, BufferedImage.TYPE_INT_RGB);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam progressive = writer.getDefaultWriteParam();
        progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.setOutput(ImageIO.createImageOutputStream(out));
        writer.write(null, new IIOImage(picture, null, null), progressive);
        writer.dispose();

        assertThat(Thumbnail.of("image/jpeg", out.toByteArray())).isPresent();
    }

    @Nested
    class There_is_none {

        /** A PNG of a few kilobytes that claims to be large, and is. */
        private static byte[] bomb(int width, int height) throws IOException {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {8, 2, 0, 0, 0});
            chunk(png, "IHDR", header.toByteArray());
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
                byte[] row = new byte[Math.min(width, 30_000) * 3 + 1];
                for (int i = 0; i < Math.min(height, 200); i++) {
                    rows.write(row);
                }
            }
            chunk(png, "IDAT", packed.toByteArray());
            chunk(png, "IEND", new byte[0]);
            return png.toByteArray();
        }

        private static void chunk(ByteArrayOutputStream png, String type, byte[] data) throws IOException {
            DataOutputStream out = new DataOutputStream(png);
            out.writeInt(data.length);
            byte[] name = type.getBytes(StandardCharsets.US_ASCII);
            out.write(name);
            out.write(data);
            CRC32 check = new CRC32();
            check.update(name);
            check.update(data);
            out.writeInt((int) check.getValue());
        }

        @ParameterizedTest
        @CsvSource({"30000, 30000", "2147483647, 2147483647", "5000, 5000", "20001, 1", "1, 20001", "0, 10"})
        void of_a_bomb_and_it_takes_no_memory_to_see_that(int width, int height) throws IOException {
            byte[] bomb = bomb(width, height);
            Runtime machine = Runtime.getRuntime();
            long before = machine.totalMemory() - machine.freeMemory();

            assertThat(Thumbnail.of("image/png", bomb)).isEmpty();

            assertThat(machine.totalMemory() - machine.freeMemory() - before).isLessThan(50_000_000);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 8, 20, 33, 60, 300})
        void of_a_broken_one(int length) throws IOException {
            for (String format : new String[] {"png", "jpeg", "gif"}) {
                byte[] whole = written(picture(900, 900, BufferedImage.TYPE_INT_RGB), format);

                Optional<Thumbnail> broken = Thumbnail.of("image/" + format, Arrays.copyOf(whole, length));

                // The JPEG reader makes do with what there is once it has the header.
                assertThat(broken.isEmpty() || format.equals("jpeg")).isTrue();
            }
        }

        @Test
        void of_noise_behind_the_right_beginning_and_nothing_else_happens() throws IOException {
            Random dice = new Random(7);
            for (String format : new String[] {"png", "jpeg", "gif"}) {
                byte[] whole = written(picture(300, 300, BufferedImage.TYPE_INT_RGB), format);
                for (int i = 0; i < 300; i++) {
                    byte[] broken = whole.clone();
                    for (int at = 0; at < 4; at++) {
                        broken[dice.nextInt(broken.length)] = (byte) dice.nextInt();
                    }

                    Thumbnail.of("image/" + format, broken);
                }
            }
        }

        @Test
        void of_one_that_is_not_what_its_type_says() throws IOException {
            byte[] png = written(picture(50, 50, BufferedImage.TYPE_INT_RGB), "png");
            byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

            assertThat(Thumbnail.of("image/jpeg", png)).isEmpty();
            assertThat(Thumbnail.of("image/gif", png)).isEmpty();
            assertThat(Thumbnail.of("image/png", page)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"image/svg+xml", "image/webp", "image/bmp", "application/pdf", "text/html"})
        void of_other_kinds_of_file(String type) throws IOException {
            byte[] png = written(picture(50, 50, BufferedImage.TYPE_INT_RGB), "png");

            assertThat(Thumbnail.of(type, png)).isEmpty();
        }
    }
}
