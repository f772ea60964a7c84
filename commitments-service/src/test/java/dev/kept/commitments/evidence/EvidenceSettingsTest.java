package dev.kept.commitments.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EvidenceSettingsTest {

    private static EvidenceSettings bound(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return Binder.get(environment).bindOrCreate("kept.evidence", Bindable.of(EvidenceSettings.class));
    }

    @Test
    void without_any_files_go_to_postgresql_and_a_side_has_half_of_the_room() {
        EvidenceSettings settings = bound(Map.of("kept.evidence.max-ledger", "100MB"));

        assertThat(settings.store()).isEqualTo(ContentStores.Kind.POSTGRES);
        assertThat(settings.s3().bucket()).isEmpty();
        assertThat(Objects.requireNonNull(settings.maxSide()).toMegabytes()).isEqualTo(50);
    }

    /** As compose.yaml hands them on. */
    @Test
    void what_is_set_to_nothing_is_not_set(@TempDir Path secrets) throws Exception {
        Files.writeString(secrets.resolve("kept.evidence.s3.secret-access-key"), "");
        Map<String, Object> variables = new HashMap<>();
        variables.put("KEPT_EVIDENCE_STORE", "postgres");
        for (String name : new String[] {"ENDPOINT", "REGION", "BUCKET", "PREFIX", "PATH_STYLE", "ACCESS_KEY_ID"}) {
            variables.put("KEPT_EVIDENCE_S3_" + name, "");
        }
        variables.put("KEPT_EVIDENCE_MAX_SIDE", "");

        EvidenceSettings settings = of(variables, secrets);

        assertThat(settings.s3().region()).isEqualTo("us-east-1");
        assertThat(settings.s3().hasKey()).isFalse();
        assertThat(settings.s3().isPathStyle()).isFalse();
        assertThat(settings.maxSide()).isNotNull();
    }

    @Test
    void a_bucket_is_set_by_variables_and_its_secret_by_a_file(@TempDir Path secrets) throws Exception {
        Files.writeString(secrets.resolve("kept.evidence.s3.secret-access-key"), "a secret\n");

        EvidenceSettings settings = of(
                Map.of(
                        "KEPT_EVIDENCE_STORE", "s3",
                        "KEPT_EVIDENCE_S3_ENDPOINT", "https://s3.example.org",
                        "KEPT_EVIDENCE_S3_BUCKET", "files",
                        "KEPT_EVIDENCE_S3_ACCESS_KEY_ID", "kept"),
                secrets);

        assertThat(settings.store()).isEqualTo(ContentStores.Kind.S3);
        assertThat(settings.s3().secretAccessKey()).isEqualTo("a secret");
        assertThat(settings.s3().isPathStyle()).isTrue();
        assertThat(settings.toString()).doesNotContain("a secret");
    }

    private static EvidenceSettings of(Map<String, Object> variables, Path secrets) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new ConfigTreePropertySource("secrets", secrets));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
        return Binder.get(environment).bindOrCreate("kept.evidence", Bindable.of(EvidenceSettings.class));
    }

    @ParameterizedTest
    @CsvSource({
        "kept.evidence.store, s3, kept.evidence.s3.bucket",
        "kept.evidence.max-file, 2GB, kept.evidence.max-ledger",
        "kept.evidence.max-side, 1MB, kept.evidence.max-side",
        "kept.evidence.s3.access-key-id, kept, together",
        "kept.evidence.s3.secret-access-key, kept, together"
    })
    void what_cannot_be_right_is_refused_with_the_setting_that_is_wrong(String name, String value, String said) {
        assertThatThrownBy(() -> bound(Map.of(name, value))).rootCause().hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3.example.org", "ftp://s3.example.org", "https://me:secret@s3.example.org", "https://", "a b"})
    void an_endpoint_is_an_address_of_the_web_without_a_password(String endpoint) {
        assertThatThrownBy(() -> bound(Map.of("kept.evidence.s3.endpoint", endpoint)))
                .rootCause()
                .hasMessageContaining("kept.evidence.s3.endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kept/", "a//b", "a b", "ä"})
    void a_prefix_is_plain(String prefix) {
        assertThatThrownBy(() -> bound(Map.of("kept.evidence.s3.prefix", prefix)))
                .rootCause()
                .hasMessageContaining("kept.evidence.s3.prefix");
    }
}
