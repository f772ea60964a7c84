package dev.kept.commitments.evidence;

import dev.kept.http.LongBody;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvidenceWiring {

    private static final Pattern UPLOAD = Pattern.compile("/api/ledgers/[^/]+/files");

    @Bean
    UnusedFiles unusedFiles(
            @Qualifier("commitmentsRelayDataSource") DataSource connections, EvidenceSettings settings) {
        return new UnusedFiles(connections, settings.unusedAfter());
    }

    @Bean
    LongBody uploads() {
        return new LongBody(request -> request.getMethod().equals("POST")
                && UPLOAD.matcher(request.getRequestURI()).matches());
    }
}
