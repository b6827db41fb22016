-- Events a projection has given up on, and why.
create table briefings.dead_letters (
    name text collate "C" not null,
    version integer not null,
    slot text collate "C" not null,
    position bigint not null,
    error text not null,
    recorded_at timestamptz not null,
    constraint dead_letter_is_unique primary key (name, version, slot, position)
);
