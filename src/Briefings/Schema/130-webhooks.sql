-- Subscriptions of HTTP endpoints to the log. position: the checkpoint of one that is on its own (behind, stopped, or in need
-- of the stories); null for all that follow the live edge together, whose one checkpoint stands in webhook_live.
create table briefings.webhooks (
    id integer generated always as identity,
    name text collate "C" not null,
    url text not null,
    event_types text[] not null,
    actors text[] not null,
    countries text[] not null,
    stories text[] not null,
    minimum_intensity double precision,
    minimum_salience integer,
    ordering text not null,
    max_concurrency integer not null,
    max_per_second double precision,
    origin text,
    notify text,
    ed25519 boolean not null,
    secrets bytea not null,
    headers bytea,
    state text not null,
    reason text,
    announced boolean not null default true,
    position bigint,
    not_before timestamptz,
    failing_since timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint webhook_is_known_by_id primary key (id),
    constraint webhook_name_is_unique unique (name),
    constraint ordering_is_known check (ordering in ('parallel', 'ordered', 'strict')),
    constraint state_is_known check (state in ('active', 'paused', 'disabled')),
    constraint concurrency_is_positive check (max_concurrency > 0),
    constraint rate_is_positive check (max_per_second > 0)
);

-- One row. revision counts changes to the subscriptions, so that whoever keeps them in memory knows when to look again.
create table briefings.webhook_live (
    is_only boolean not null default true,
    position bigint not null default 0,
    revision bigint not null default 0,
    constraint live_edge_is_one_row primary key (is_only),
    constraint live_edge_is_only check (is_only)
);
insert into briefings.webhook_live default values;

-- What an event is sent as: the same bytes to every endpoint and at every attempt.
create table briefings.webhook_messages (
    position bigint not null,
    id text collate "C" not null,
    type text not null,
    body bytea not null,
    created_at timestamptz not null,
    constraint message_is_known_by_position primary key (position)
);

-- state: 0 to be sent, 1 delivered, 2 given up. A lease says which node is at it, and until when.
create table briefings.webhook_deliveries (
    position bigint not null,
    due_at timestamptz not null,
    lease_until timestamptz,
    finished_at timestamptz,
    webhook_id integer not null,
    lease_owner integer,
    state smallint not null default 0,
    attempts smallint not null default 0,
    order_key text collate "C",
    constraint delivery_happens_once primary key (webhook_id, position),
    constraint delivery_has_a_webhook foreign key (webhook_id) references briefings.webhooks (id) on delete cascade,
    constraint state_is_known check (state in (0, 1, 2))
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_limit = 2000);
create index webhook_delivery_is_due on briefings.webhook_deliveries (webhook_id, due_at, position) where state = 0 and lease_owner is null;
create index webhook_delivery_is_leased on briefings.webhook_deliveries (lease_owner) where lease_owner is not null;
create index webhook_delivery_in_order on briefings.webhook_deliveries (webhook_id, order_key, position) where state = 0 and order_key is not null;

-- position 0: a test ping. status is null when there was no answer, failure when there was a good one.
create table briefings.webhook_attempts (
    at timestamptz not null,
    position bigint not null,
    webhook_id integer not null,
    milliseconds integer not null,
    status smallint,
    attempt smallint not null,
    failure text,
    answer text,
    constraint attempt_has_a_webhook foreign key (webhook_id) references briefings.webhooks (id) on delete cascade
);
create index webhook_attempts_of_a_delivery on briefings.webhook_attempts (webhook_id, position);

-- Work asked for over a range of positions; done in steps, each in one commit with its progress.
create table briefings.webhook_jobs (
    id integer generated always as identity,
    webhook_id integer not null,
    kind text not null,
    from_position bigint not null,
    to_position bigint not null,
    only_failed boolean not null,
    position bigint not null,
    queued bigint not null default 0,
    created_at timestamptz not null,
    finished_at timestamptz,
    constraint job_is_known_by_id primary key (id),
    constraint job_has_a_webhook foreign key (webhook_id) references briefings.webhooks (id) on delete cascade,
    constraint kind_is_known check (kind in ('redeliver', 'replay'))
);

-- Each running program takes a number and holds an advisory lock on it; its leases end with it.
create sequence briefings.webhook_nodes as integer cycle;
