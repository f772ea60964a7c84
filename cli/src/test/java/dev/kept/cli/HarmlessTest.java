package dev.kept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HarmlessTest {

    @Test
    void what_a_terminal_would_act_upon_is_replaced() {
        assertThat(Harmless.line("a\u001b[2Jb\u009b31mc\u0007d\u202Ee"))
                .isEqualTo("a\uFFFD[2Jb\uFFFD31mc\uFFFDd\uFFFDe");
    }

    @Test
    void a_line_stays_one_and_lines_keep_their_breaks() {
        assertThat(Harmless.line("one\ntwo\tthree")).isEqualTo("one two three");
        assertThat(Harmless.lines("one\r\ntwo\u001b")).isEqualTo("one\ntwo\uFFFD");
    }

    @Test
    void letters_of_all_scripts_and_emoji_stay() {
        String text = "Grüße שלום 你好 👩‍💻";

        assertThat(Harmless.line(text)).isEqualTo(text);
    }

    @Test
    void json_says_the_same_without_anything_to_act_upon() {
        String text = "a\u009b31m\u202Eb\u007fc\u001bd\nü";

        String json = Harmless.json(JsonMapper.shared().writeValueAsString(text));

        assertThat(json.chars()).noneMatch(each -> each < 0x20 || each >= 0x7f && each < 0xa0 || each == 0x202E);
        assertThat(JsonMapper.shared().readTree(json).stringValue()).isEqualTo(text);
    }
}
