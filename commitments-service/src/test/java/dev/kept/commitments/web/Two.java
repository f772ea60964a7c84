package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A ledger of two parties, each with one member: Ada on side A, Bea on side B. Names are this ledger's own. */
record Two(Person ada, Person bea, String path) {

    /** Due in some days; nothing else is required. */
    static Map<String, Object> terms() {
        return Map.of("title", "Fix it", "due", in(7), "zone", "Europe/Berlin");
    }

    static String in(int days) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(days, ChronoUnit.DAYS)
                .toString();
    }

    static Two open(LiveService service) {
        String tag = "-" + UUID.randomUUID();
        Person ada = service.person("ada" + tag);
        Person bea = service.person("bea" + tag);
        Answer opened = ada.post("", Map.of("title", "Us", "partyName", "Platform"));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        Two two = new Two(ada, bea, "/" + opened.id());
        Answer invited = ada.post(two.path + "/party-invitations", Map.of("partyName", "Mobile"));
        assertThat(invited.status()).as(invited.toString()).isEqualTo(201);
        two.join(bea, invited, Map.of("partyName", "Mobile team"));
        return two;
    }

    /** Accepts an invitation with its secret. */
    Answer join(Person person, Answer invited, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("secret", invited.at("/secret"));
        Answer joined = person.post(path + "/invitations/" + invited.at("/invitation") + "/acceptance", body);
        assertThat(joined.status()).as(joined.toString()).isEqualTo(200);
        return joined;
    }

    /** One more person of the same ledger. */
    Person another(String name) {
        return ada.service().person(name + "-" + UUID.randomUUID());
    }

    /** One more member of side A. */
    Person joinedMember() {
        Person amy = another("amy");
        join(amy, ada.post(path + "/member-invitations", ""), Map.of());
        return amy;
    }

    /** A mediator in force. */
    Person mediator() {
        Person mira = another("mira");
        Answer proposed = ada.post(path + "/mediators", Map.of("mediatorName", "Mira"));
        join(mira, proposed, Map.of("interests", "None."));
        String admission = path + "/mediators/" + proposed.id() + "/admission";
        assertThat(ada.post(admission, "").status()).isEqualTo(200);
        assertThat(bea.post(admission, "").status()).isEqualTo(200);
        return mira;
    }

    /** A commitment that Ada's side owes. */
    String commitment() {
        Answer made = ada.post(path + "/commitments", terms());
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return path + "/commitments/" + made.id();
    }

    /** A request by Bea that Ada's side has to answer. */
    String request() {
        Answer asked = bea.post(path + "/commitment-requests", terms());
        assertThat(asked.status()).as(asked.toString()).isEqualTo(201);
        return path + "/commitments/" + asked.id();
    }
}
