-- Events found by stream, in groups of 64 versions: those of a stream that stand together share one entry, which costs 8
-- bytes an event instead of 20. Whoever reads a stream from a version on names the groups as well as the versions.
-- Invariant: within a stream versions are unique and without gaps, though no index says so, because every writer holds the
-- row of the stream and moves its version on by the events it adds; verify-log looks whether it is so.
alter table briefings.events drop constraint stream_version_is_unique;

create index events_of_stream on briefings.events (stream_id, (version >> 6)) with (fillfactor = 100);
