-- How far the log has been looked at for mail. One row; it is locked while mails are written down.
create table briefings.mail_checkpoint (
    is_only boolean not null default true,
    position bigint not null default 0,
    constraint mail_checkpoint_is_one_row primary key (is_only),
    constraint mail_checkpoint_is_only check (is_only)
);
insert into briefings.mail_checkpoint default values;

-- The part of a message that many recipients share: text, HTML and files, encoded.
create table briefings.mail_bodies (
    sha256 text collate "C" not null,
    bytes bytea not null,
    constraint mail_body_is_named_by_content primary key (sha256)
);

-- What is sent, to whom, once: head and body are there before the first try and never change.
-- state: 0 waiting, 1 sent, 2 refused or given up, 3 being handed over, 4 not known whether it was taken, 5 not wanted any more.
create table briefings.mails (
    id bigint generated always as identity,
    created_at timestamptz not null,
    due_at timestamptz not null,
    finished_at timestamptz,
    state smallint not null default 0,
    attempts smallint not null default 0,
    kind text collate "C" not null,
    subject_key text collate "C" not null,
    profile text collate "C",
    recipient text collate "C" not null,
    message_id text collate "C" not null,
    head bytea not null,
    body_sha256 text collate "C" not null,
    code smallint,
    answer text,
    constraint mail_is_known_by_id primary key (id),
    constraint mail_goes_once unique (kind, subject_key, recipient),
    constraint mail_has_a_body foreign key (body_sha256) references briefings.mail_bodies (sha256),
    constraint state_is_known check (state between 0 and 5)
);
create index mail_is_due on briefings.mails (due_at) where state in (0, 3);

-- The log of tries. code is null when there was no answer.
create table briefings.mail_attempts (
    mail_id bigint not null,
    at timestamptz not null,
    code smallint,
    answer text not null,
    constraint attempt_has_a_mail foreign key (mail_id) references briefings.mails (id) on delete cascade
);
create index mail_attempts_of_a_mail on briefings.mail_attempts (mail_id);

-- Who asked not to get the mails of a profile.
create table briefings.mail_optouts (
    profile text collate "C" not null,
    recipient text collate "C" not null,
    at timestamptz not null,
    constraint optout_is_said_once primary key (profile, recipient)
);
