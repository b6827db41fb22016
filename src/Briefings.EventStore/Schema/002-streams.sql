-- One row a stream; its row lock is what lets exactly one of two writers win.
create table briefings.streams (
    id bigint generated always as identity primary key,
    name text collate "C" not null,
    version bigint not null,
    constraint stream_name_is_unique unique (name),
    constraint version_is_not_negative check (version >= 0)
) with (fillfactor = 80);
