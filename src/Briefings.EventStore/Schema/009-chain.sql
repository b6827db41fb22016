-- The hash chain as far as it has been computed: the head after each segment, and four bytes of the head after each
-- event of it, by which a broken position is named. A cache: deleting rows loses the evidence, not the log.
create table briefings.chain (
    last_position bigint not null,
    after_position bigint not null,
    head bytea not null,
    marks bytea not null,
    constraint chain_segment_is_unique primary key (last_position),
    constraint chain_does_not_fork unique (after_position),
    constraint head_is_sha256 check (length(head) = 32)
);
