-- Redactions that were begun and not ended. What was asked for, by whom and why: a server goes on with what a killed program left.
create table briefings.begun_redactions (
    what text collate "C" not null,
    reason text not null,
    asked_by text not null,
    begun_at timestamptz not null default now(),
    constraint redaction_is_begun_once primary key (what)
);
