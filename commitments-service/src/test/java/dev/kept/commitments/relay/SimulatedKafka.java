package dev.kept.commitments.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics in memory with one writer at a time: whoever opens a producer fences the one before. Commits fail as often as they are told to. */
final class SimulatedKafka {

    private final Random random;
    private final List<ProducerRecord<String, byte[]>> committed = new ArrayList<>();
    private int failuresInAHundred;
    private int epoch;

    SimulatedKafka(Random random, int failuresInAHundred) {
        this.random = random;
        this.failuresInAHundred = failuresInAHundred;
    }

    /** What readers see, of all topics, in the order of the commits. */
    List<ProducerRecord<String, byte[]>> committed() {
        return committed;
    }

    /** From now on nothing goes wrong. */
    void recover() {
        failuresInAHundred = 0;
    }

    /** A client that has done nothing yet. */
    Producer<String, byte[]> client() {
        return new Client();
    }

    private boolean fails() {
        return random.nextInt(100) < failuresInAHundred;
    }

    /** Kafka's own producer in memory, whose transactions end in the topics here. */
    private final class Client extends MockProducer<String, byte[]> {

        private int own = -1;
        private boolean committedUnheard;

        Client() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public void initTransactions() {
            if (fails()) {
                throw new TimeoutException("simulated");
            }
            super.initTransactions();
            own = ++epoch;
        }

        @Override
        public void commitTransaction() {
            if (own != epoch) {
                throw new ProducerFencedException("simulated");
            }
            if (committedUnheard) {
                // Asked once more what became of it.
                committedUnheard = false;
                super.commitTransaction();
                return;
            }
            if (fails()) {
                switch (random.nextInt(3)) {
                    case 0 -> throw new TimeoutException("simulated, before");
                    case 1 -> throw new KafkaException("simulated, before");
                    default -> {
                        committed.addAll(uncommittedRecords());
                        committedUnheard = true;
                        if (random.nextBoolean()) {
                            throw new KafkaException("simulated, after");
                        }
                        throw new TimeoutException("simulated, after");
                    }
                }
            }
            committed.addAll(uncommittedRecords());
            super.commitTransaction();
        }
    }
}
