-- The words by which a text is found are made by the service, see SearchWords; RefillWords fills in those of texts already here.
drop index text_words;
alter table text drop column words;
alter table text add column words tsvector not null default '';
create index text_words on text using gin (words);
