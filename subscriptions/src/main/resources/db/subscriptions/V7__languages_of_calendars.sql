-- In which language a feed is written, as a tag: the one of whoever asked for it, because a calendar program names none.
alter table calendar add column language text not null default 'en-GB';
