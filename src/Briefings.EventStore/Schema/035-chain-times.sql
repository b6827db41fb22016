-- When the earliest event of each stretch was recorded: by it the log is searched for a time without an index of every
-- event. Clocks may go backwards, so that stretches overlap in time. A stretch whose events are gone keeps its row: the
-- next check of the chain finds it broken.
alter table briefings.chain add column earliest timestamptz;

update briefings.chain c set earliest = coalesce(
    (select min(e.recorded_at) from briefings.events e where e.position > c.after_position and e.position <= c.last_position),
    'infinity');

alter table briefings.chain alter column earliest set not null;
