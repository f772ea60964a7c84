package dev.kept.accounts.web;

import io.nayuki.qrcodegen.QrCode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A QR code as the path of an SVG picture, which needs no script and no picture from elsewhere.
 *
 * @param size of its side with the quiet zone, in modules
 * @param path of the dark modules
 */
record QrPicture(int size, String path) {

    private static final int QUIET_ZONE = 4;

    static QrPicture of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        String path = IntStream.range(0, code.size)
                .boxed()
                .flatMap(y -> IntStream.range(0, code.size)
                        .filter(x -> code.getModule(x, y))
                        .mapToObj(x -> "M%d,%dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE)))
                .collect(Collectors.joining());
        return new QrPicture(code.size + 2 * QUIET_ZONE, path);
    }

    public String viewBox() {
        return "0 0 %d %d".formatted(size, size);
    }
}
