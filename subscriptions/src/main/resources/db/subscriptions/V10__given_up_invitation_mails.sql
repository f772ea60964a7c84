-- When an invitation's mail was given up, for whoever runs Kept to count; whose it was and where it was to go is gone with the mail.
create table given_up_invitation_mail (
    given_up_at timestamptz not null
);
create index given_up_invitation_mail_at on given_up_invitation_mail (given_up_at);
