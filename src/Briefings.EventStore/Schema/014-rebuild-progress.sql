-- How a rebuild is getting on, for whoever looks from outside; written every second or so, never read by the rebuild itself.
alter table briefings.projections
    add column seen_position bigint,
    add column target_position bigint,
    add column rate double precision,
    add column seen_at timestamptz;
