-- The stored name of an event and the version of its body, under a number small enough to stand in every row.
create table briefings.event_types (
    id integer generated always as identity primary key,
    name text collate "C" not null,
    schema_version integer not null,
    constraint event_type_is_stored_once unique (name, schema_version),
    constraint schema_version_is_positive check (schema_version > 0)
);
