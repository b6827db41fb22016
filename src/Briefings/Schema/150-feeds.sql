-- How feeds are fetched: what the log does not say, and what may be lost without a loss of news.
create table briefings.feed_fetches (
    stream text collate "C" not null,
    url text not null,
    host text collate "C" not null,
    etag text,
    last_modified text,
    next_poll_at timestamptz,
    poll_interval interval not null,
    last_poll_at timestamptz,
    failures integer not null default 0,
    not_before timestamptz,
    leased_until timestamptz,
    constraint feed_is_fetched_by_one_row primary key (stream),
    constraint failures_are_counted check (failures >= 0)
);

create index feed_fetches_due on briefings.feed_fetches (next_poll_at);

-- Items that were met, so that they are not read twice: no date is ever asked.
create table briefings.feed_items (
    stream text collate "C" not null,
    item_key bytea not null,
    content_sha256 bytea not null,
    article text collate "C",
    revisions integer not null default 0,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    constraint item_is_met_once primary key (stream, item_key)
);
