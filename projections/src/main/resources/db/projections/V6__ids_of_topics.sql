-- Which topic an offset is one of: a topic of the same name that was made anew is read from its beginning. Null from before this column.
alter table kafka_position add column topic_id text;
