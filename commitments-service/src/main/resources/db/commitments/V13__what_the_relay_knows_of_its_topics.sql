-- Which topics the relay's position speaks of, and how far they went at least. Kafka with other topics, or shorter ones, has lost entries.
CREATE TABLE relay_topic (
    topic      text    NOT NULL,
    partition  integer NOT NULL,
    topic_id   text    NOT NULL,
    -- The offset after the last record that was committed.
    end_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON relay_topic TO commitments_app;
