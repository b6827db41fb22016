-- Where a write is tried and taken back, to see whether the disk has room again.
create table briefings.room_probe (filler bytea not null);

alter table briefings.room_probe alter column filler set storage external;
