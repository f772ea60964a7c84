package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command of docs/api.md is run as a newcomer would: pasted block after block into one shell. */
class ApiGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String MARK = "=== block ends, status ";

    @TempDir
    Path folder;

    @Test
    void each_block_of_the_guide_does_what_the_guide_says() throws Exception {
        List<String> blocks = blocks();

        String[] outputs = run(blocks).split(MARK + "\\d+\n");

        assertThat(outputs).hasSize(blocks.size());
        assertThat(outputs[3]).contains("\"sequence\":0");
        assertThat(outputs[4]).contains("\"sequence\":2");
        assertThat(outputs[5]).contains("\"sequence\":3", "dev.kept.commitment.made.v1");
        assertThat(outputs[6]).contains("\"sequence\":4");
        assertThat(outputs[7]).contains("\"sequence\":5");
        assertThat(outputs[8]).contains("HTTP/1.1 200", "ETag: \"6\"");
        assertThat(outputs[9]).contains("\"state\":\"kept\"", "Freeze the public API");
        assertThat(outputs[10]).contains("dev.kept.commitment.delivery-confirmed.v1");
        assertThat(outputs[11]).contains("\"kept");
        assertThat(outputs[12]).contains("\"state\":\"open\"");
        assertThat(outputs[13])
                .contains("# Working together", "## What changed since entry 3", "| Freeze the public API");
        assertThat(outputs[of(blocks, "/operations?item=$COMMITMENT&operation=")])
                .contains("\"operation\":\"deliverCommitment\"");
        assertThat(outputs[of(blocks, "/seen/sides\"")]).contains("\"side\":\"A\"", "\"side\":\"B\"");
        assertThat(outputs[of(blocks, "\"titel\"")]).contains("#/titel", "#/title", "#/due", "#/zone");
        assertThat(outputs[of(blocks, "/webhooks\"")]).contains("\"secret\":\"whsec_", "\"state\":\"active\"");
        assertThat(outputs[of(blocks, "/api/tone-checks\"")])
                .contains("\"category\":\"absolute\"", "\"category\":\"request\"");
        assertThat(outputs[of(blocks, "/api/settings\"")]).contains("\"version\":1", "\"dates\":\"iso\"");
        assertThat(outputs[of(blocks, "/api/reminders\"")]).contains("\"waitingCount\":0");
        assertThat(outputs[of(blocks, "/api/reminders/settings\"")]).contains("\"at\":\"08:30\"", "\"mail\":\"off\"");
        assertThat(outputs[of(blocks, "/api/drafts\"")])
                .contains("\"operation\":\"recordLesson\"", "\"releasable\":false");
        assertThat(outputs[of(blocks, "$DRAFT/reader\"")]).contains("/reading#...");
        assertThat(outputs[of(blocks, "$DRAFT/revision\"")]).contains("Changes need a day.", "\"releasable\":true");
        assertThat(outputs[of(blocks, "/tree-head\"")]).contains("/l/", "c2sp.org/tlog-proof@v1", "\"hashes\":[");
        assertThat(folder.resolve("proof.zip")).isNotEmptyFile();
        assertThat(folder.resolve("document.pdf")).content(ISO_8859_1).startsWith("%PDF-");
        assertThat(outputs[of(blocks, "$DRAFT/release\"")]).contains("dev.kept.lesson.recorded.v1");
    }

    private static int of(List<String> blocks, String named) {
        return IntStream.range(0, blocks.size())
                .filter(block -> blocks.get(block).contains(named))
                .findFirst()
                .orElseThrow();
    }

    private String run(List<String> blocks) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -u\n");
        for (String block : blocks) {
            script.append(block).append("\necho\necho '").append(MARK).append("'$?\n");
        }
        Path file =
                Files.writeString(folder.resolve("guide.sh"), script.toString().replace("status '$?", "status '0"));
        ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        bash.environment().put("KEPT", SharedKept.url());
        // Nobody listens there.
        bash.environment().put("PROGRAM", "https://127.0.0.1:65500/");
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<String> blocks() throws IOException {
        String guide = Files.readString(Path.of("../docs/api.md"));
        return BLOCK.matcher(guide).results().map(result -> result.group(1)).toList();
    }
}
