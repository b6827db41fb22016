-- What was answered to requests that came with an Idempotency-Key, so that a retry is given the same answer.
-- A row without a status is a request under way, or one that was cut short.
create table briefings.idempotent_answers (
    caller text collate "C" not null,
    key text collate "C" not null,
    request_sha256 bytea not null,
    begun_at timestamptz not null,
    status integer,
    content_type text,
    location text,
    body bytea,
    constraint idempotency_key_is_used_once primary key (caller, key)
);
