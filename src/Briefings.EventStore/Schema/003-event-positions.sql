-- Invariant: cache 1. A session that keeps numbers back would take positions below one a reader has already passed.
create sequence briefings.event_positions as bigint cache 1;
