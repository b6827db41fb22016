-- What articles were read from, by the SHA-256 of the bytes, compressed with Brotli (RFC 7932). Events name them; a row that none
-- names is left of a command that was killed between the two and does no harm.
create table briefings.originals (
    sha256 bytea not null,
    compressed bytea not null,
    constraint original_is_kept_once primary key (sha256),
    constraint sha256_is_32_bytes check (length(sha256) = 32)
);
alter table briefings.originals alter column compressed set storage external;
