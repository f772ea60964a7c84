package dev.kept.commitments.evidence;

import dev.kept.http.LongBody;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceSettings.class)
class EvidenceWiring {

    private static final Pattern UPLOAD = Pattern.compile("/api/ledgers/[^/]+/files");

    @Bean
    ContentStores contentStores(EvidenceSettings settings) {
        return new ContentStores(settings);
    }

    @Bean
    UnusedFiles unusedFiles(
            @Qualifier("commitmentsRelayDataSource") DataSource connections,
            EvidenceSettings settings,
            ContentStores stores) {
        return new UnusedFiles(connections, settings.unusedAfter(), stores);
    }

    @Bean
    LongBody uploads() {
        return new LongBody(request -> request.getMethod().equals("POST")
                && UPLOAD.matcher(request.getRequestURI()).matches());
    }
}
