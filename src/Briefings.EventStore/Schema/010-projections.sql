-- How far each version of a projection has come: slot 'live' is what readers see, 'rebuild' and 'verify' are tables beside it.
-- The row lock is held while a batch is applied, so documents and checkpoint have one writer.
create table briefings.projections (
    name text collate "C" not null,
    version integer not null,
    slot text collate "C" not null,
    position bigint not null,
    state text not null,
    error text,
    error_position bigint,
    fingerprint uuid not null,
    updated_at timestamptz not null,
    constraint projection_slot_is_unique primary key (name, version, slot),
    constraint slot_is_known check (slot in ('live', 'rebuild', 'verify')),
    constraint state_is_known check (state in ('running', 'stopped'))
);
