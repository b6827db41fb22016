-- One row a stream; its row lock is what lets exactly one of two writers win.
create table briefings.streams (
    id integer generated always as identity,
    version integer not null,
    name text collate "C" not null,
    constraint stream_id_is_unique primary key (id) with (fillfactor = 100),
    constraint stream_name_is_unique unique (name),
    constraint version_is_not_negative check (version >= 0)
) with (fillfactor = 95);
