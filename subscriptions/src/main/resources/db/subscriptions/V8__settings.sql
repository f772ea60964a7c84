-- What a person chose for all that is theirs to read. Null: as the browser, the request or the item says.
create table person_settings (
    member uuid primary key,
    version bigint not null,
    language text,
    zone text,
    dates text not null,
    cooling_off text
);

-- A feed whose language was named keeps it; any other follows the settings of its owner.
alter table calendar add column language_named boolean not null default false;
