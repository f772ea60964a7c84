package dev.kept.endtoend.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.kept.accounts.broken.AccountsThatKnowsEvents;
import dev.kept.broken.chicken.Chicken;
import dev.kept.broken.egg.Egg;
import dev.kept.cli.broken.CommandThatKnowsEvents;
import dev.kept.commitments.broken.WriteSideThatReads;
import dev.kept.events.broken.ContractWithSpring;
import dev.kept.http.broken.ConventionThatKnowsAService;
import dev.kept.local.broken.InfrastructureWithSpring;
import dev.kept.pages.broken.PageThatReadsTables;
import dev.kept.projections.ReadModels;
import dev.kept.projections.broken.ReadSideThatWrites;
import dev.kept.projections.kinds.broken.KindThatShows;
import dev.kept.subscriptions.broken.SubscriptionThatReadsTables;
import dev.kept.subscriptions.broken.SubscriptionThatWrites;
import dev.kept.tone.broken.ToneThatKnowsEvents;
import dev.kept.transparency.broken.LogThatKnowsEvents;
import dev.kept.wording.broken.WordsThatKnowHttp;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between modules, as allow-lists. Each rule is proved by a class that breaks it. */
class ArrowsTest {

    private static final JavaClasses KEPT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Generated; how its packages know each other is the generator's own.
            .withImportOption(location -> !location.contains("/dev/kept/client/"))
            .importPackages("dev.kept");

    private static final ArchRule CONTRACT = classes()
            .that()
            .resideInAPackage("dev.kept.events..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.kept.events..",
                    "java..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify..");

    private static final ArchRule LOCAL_INFRASTRUCTURE = noClasses()
            .that()
            .resideInAPackage("dev.kept.local..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "dev.kept.events..",
                    "dev.kept.http..",
                    "dev.kept.commitments..",
                    "dev.kept.projections..",
                    "dev.kept.subscriptions..",
                    "dev.kept.wording..",
                    "dev.kept.pages..",
                    "dev.kept.accounts..",
                    "dev.kept.standalone..");

    private static final ArchRule TONE_CHECK = classes()
            .that()
            .resideInAPackage("dev.kept.tone..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.kept.tone..",
                    "java..",
                    "javax.xml..",
                    "org.languagetool..",
                    "org.xml.sax..",
                    "org.jspecify..");

    private static final ArchRule TRANSPARENCY_LOG = classes()
            .that()
            .resideInAPackage("dev.kept.transparency..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.kept.transparency..", "java..", "org.jspecify..");

    private static final ArchRule WORDING = classes()
            .that()
            .resideInAPackage("dev.kept.wording..")
            .and()
            .resideOutsideOfPackage("dev.kept.wording.templates")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.kept.wording..", "dev.kept.events..", "java..", "tools.jackson..", "org.jspecify..");

    private static final ArchRule CONVENTIONS = ownModulesOnly("dev.kept.http..");
    private static final ArchRule WRITE_SIDE = ownModulesOnly(
            "dev.kept.commitments..",
            "dev.kept.events..",
            "dev.kept.http..",
            "dev.kept.tone..",
            "dev.kept.transparency..");
    private static final ArchRule READ_SIDE = ownModulesOnly(
            "dev.kept.projections..",
            "dev.kept.events..",
            "dev.kept.http..",
            "dev.kept.wording..",
            "dev.kept.transparency..");
    private static final ArchRule SUBSCRIPTIONS = ownModulesOnly(
            "dev.kept.subscriptions..",
            "dev.kept.projections..",
            "dev.kept.events..",
            "dev.kept.http..",
            "dev.kept.wording..");

    /** Whoever reads the read models beside {@code projections} does it by the interfaces made for that. */
    private static final ArchRule READING = noClasses()
            .that()
            .resideInAPackage("dev.kept.subscriptions..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.kept.projections..")
                    .and(not(resideInAPackage("dev.kept.projections.readmodels..")))
                    .and(not(type(ReadModels.class))));

    private static final ArchRule PAGES = ownModulesOnly("dev.kept.pages..", "dev.kept.wording..", "dev.kept.http..");
    private static final ArchRule ACCOUNTS =
            ownModulesOnly("dev.kept.accounts..", "dev.kept.wording..", "dev.kept.http..");

    private static final ArchRule CLI = ownModulesOnly("dev.kept.cli..", "dev.kept.client..");

    /** Views stand on kinds and on the store, never the other way round. */
    private static final ArchRule LAYERS = noClasses()
            .that()
            .resideInAnyPackage("dev.kept.projections.kinds..", "dev.kept.projections.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kept.projections.views..");

    /** The rules of a ledger know neither database, log nor web; controllers stand beside them and are named so. */
    private static final ArchRule DOMAIN = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.kept.commitments.kernel..",
                    "dev.kept.commitments.aggregate..",
                    "dev.kept.commitments.membership..",
                    "dev.kept.commitments.mediation..",
                    "dev.kept.commitments.commitment..",
                    "dev.kept.events..")
            .and()
            .haveSimpleNameNotEndingWith("Controller")
            .and()
            .haveSimpleNameNotEndingWith("Body")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.springframework.jdbc..",
                    "org.springframework.web..",
                    "org.apache.kafka..");

    /** Time comes from outside: a clock, or the command. */
    private static final ArchRule NO_NOW = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.kept.commitments.kernel..",
                    "dev.kept.commitments.aggregate..",
                    "dev.kept.commitments.membership..",
                    "dev.kept.commitments.mediation..",
                    "dev.kept.commitments.commitment..",
                    "dev.kept.events..",
                    "dev.kept.projections.store.fold..")
            .should()
            .callMethod(Instant.class, "now");

    /** In every module, and across them. */
    private static final ArchRule NO_CYCLE =
            slices().matching("dev.kept.(**)").should().beFreeOfCycles();

    @Test
    void no_packages_know_each_other_in_a_circle() {
        NO_CYCLE.check(KEPT);
    }

    @Test
    void two_packages_that_know_each_other_are_caught() {
        JavaClasses broken = new ClassFileImporter().importClasses(Chicken.class, Egg.class);

        assertThat(NO_CYCLE.evaluate(broken).hasViolation()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void no_arrow_is_drawn_that_is_not_in_the_plan(String name, ArchRule rule, Class<?> breaker) {
        rule.check(KEPT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void each_rule_catches_the_class_that_breaks_it(String name, ArchRule rule, Class<?> breaker) {
        JavaClasses broken = new ClassFileImporter().importClasses(breaker);

        assertThat(rule.allowEmptyShould(true).evaluate(broken).hasViolation()).isTrue();
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("event-contract knows no framework", CONTRACT, ContractWithSpring.class),
                Arguments.of(
                        "local-infrastructure knows no other module",
                        LOCAL_INFRASTRUCTURE,
                        InfrastructureWithSpring.class),
                Arguments.of("tone-check knows texts only", TONE_CHECK, ToneThatKnowsEvents.class),
                Arguments.of("transparency-log knows the JDK only", TRANSPARENCY_LOG, LogThatKnowsEvents.class),
                Arguments.of("wording knows the contract only", WORDING, WordsThatKnowHttp.class),
                Arguments.of("http-conventions knows no other module", CONVENTIONS, ConventionThatKnowsAService.class),
                Arguments.of("commitments-service knows the contract only", WRITE_SIDE, WriteSideThatReads.class),
                Arguments.of("projections knows the contract only", READ_SIDE, ReadSideThatWrites.class),
                Arguments.of("views stand on kinds and store", LAYERS, KindThatShows.class),
                Arguments.of("subscriptions know no write side", SUBSCRIPTIONS, SubscriptionThatWrites.class),
                Arguments.of(
                        "subscriptions read by the interfaces made for that",
                        READING,
                        SubscriptionThatReadsTables.class),
                Arguments.of("pages know words and HTTP only", PAGES, PageThatReadsTables.class),
                Arguments.of("the command line knows the API only", CLI, CommandThatKnowsEvents.class),
                Arguments.of("accounts knows no ledger", ACCOUNTS, AccountsThatKnowsEvents.class),
                Arguments.of("the rules know neither database nor web", DOMAIN, ContractWithSpring.class),
                Arguments.of("the domain asks no system clock", NO_NOW, ContractWithSpring.class));
    }

    private static ArchRule ownModulesOnly(String module, String... mayKnow) {
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.or(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage("dev.kept.."),
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                                Stream.concat(Stream.of(module), Stream.of(mayKnow))
                                        .toArray(String[]::new))));
    }
}
