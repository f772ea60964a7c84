-- Invitations on their way by mail. Where one goes and its secret are sealed with the operator's key; the row goes once the mail was taken.
create table invitation_mail (
    mail uuid primary key,
    ledger uuid not null,
    invitation uuid not null,
    member uuid not null,
    sealed bytea not null,
    attempts integer not null default 0,
    created_at timestamptz not null,
    next_attempt timestamptz not null,
    expires_at timestamptz not null
);
create index invitation_mail_next on invitation_mail (next_attempt);

-- How many were asked for within a day: by whom, and to where, by a keyed digest of the address.
create table invitation_mail_count (
    member uuid not null,
    address bytea not null,
    asked_at timestamptz not null
);
create index invitation_mail_count_member on invitation_mail_count (member, asked_at);
create index invitation_mail_count_address on invitation_mail_count (address, asked_at);
