package dev.kept.commitments;

import dev.kept.http.HttpConventions;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** Everything the write side needs, for an application of its own or beside the other services in one. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CommitmentsServiceApplication.class))
@Import(HttpConventions.class)
public class CommitmentsService {}
