package dev.kept.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What was read from files, without asking Kept.
 *
 * @param <B> the body of the request that puts it forward
 */
record Found<B>(List<Proposal<B>> proposals, List<Remark> errors, List<Remark> passedOver) {

    Found() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /**
     * Something to put forward.
     *
     * @param id the same when the file is read again, and of nothing else in it
     * @param own what the reader's own side owes: it would be in force at once, so it is kept as a draft
     */
    record Proposal<B>(String file, int line, String title, String id, B body, boolean own) {

        /** For the other side to agree to. */
        Proposal(String file, int line, String title, String id, B body) {
            this(file, line, title, id, body, false);
        }
    }

    /** What is to be said of a line, from 1. */
    record Remark(String file, int line, String sentence) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + sentence;
        }
    }

    void error(String file, int line, String sentence) {
        errors.add(new Remark(file, line, sentence));
    }

    void passOver(String file, int line, String sentence) {
        passedOver.add(new Remark(file, line, sentence));
    }

    JsonNode bodyOf(Proposal<B> proposal) {
        return Answers.tree(proposal.body());
    }
}
