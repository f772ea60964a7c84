-- How a person wants to be reminded, and where. No text of a record stands here.
create table reminder_person (
    member uuid primary key,
    version bigint not null default 0,
    wishes jsonb not null,
    rhythm text not null,
    -- Confirmed by its owner; nothing is sent to any other.
    address text,
    -- Since when the mail server has said that there is no such mailbox.
    refused_at timestamptz,
    unsubscribe text unique,
    next_run timestamptz
);
create index reminder_person_next on reminder_person (next_run) where next_run is not null;

create table reminder_confirmation (
    digest text primary key,
    member uuid not null,
    address text not null,
    asked_at timestamptz not null,
    expires_at timestamptz not null
);
create index reminder_confirmation_member on reminder_confirmation (member, asked_at);
create index reminder_confirmation_address on reminder_confirmation (address, asked_at);

-- Until when something is not to be reminded of; for good when it does not say. Each time round it may be told once more.
create table reminder_put_off (
    member uuid not null,
    cause uuid not null,
    round integer not null,
    until timestamptz,
    primary key (member, cause)
);

create table reminder_mail (
    mail uuid primary key,
    member uuid not null,
    message_id text not null unique,
    state text not null check (state in ('WAITING', 'SENDING', 'SENT', 'DROPPED')),
    -- A server may have taken it: nothing is added to it any more.
    unknown boolean not null default false,
    attempts integer not null default 0,
    created_at timestamptz not null,
    next_attempt timestamptz not null,
    ended_at timestamptz
);
create index reminder_mail_next on reminder_mail (next_attempt) where state in ('WAITING', 'SENDING');
create index reminder_mail_member on reminder_mail (member, created_at);

-- What each mail tells: a cause stands in one mail and no more, whatever crashes.
create table reminder_told (
    member uuid not null,
    cause uuid not null,
    round integer not null,
    mail uuid not null references reminder_mail on delete cascade,
    primary key (member, cause, round)
);
create index reminder_told_mail on reminder_told (mail);
