-- Who may use the API. A row is never removed: it says who made the key, who took it back and when it was last used.
create table briefings.api_keys (
    id text collate "C" not null,
    name text not null,
    scopes text[] not null,
    secret_sha256 bytea not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    revoked_by text,
    last_used_at timestamptz,
    constraint api_key_is_named_once primary key (id),
    constraint scopes_are_known check (cardinality(scopes) > 0 and scopes <@ array['read', 'ingest', 'admin']),
    constraint secret_is_hashed check (octet_length(secret_sha256) = 32)
);

-- Links that sign a browser in once.
create table briefings.login_links (
    secret_sha256 bytea not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint login_link_is_unique primary key (secret_sha256)
);

-- Browsers that are signed in: by a key, whose fate they share, or by a login link, where key_id is null.
create table briefings.sessions (
    secret_sha256 bytea not null,
    key_id text collate "C",
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint session_is_unique primary key (secret_sha256),
    constraint session_key_exists foreign key (key_id) references briefings.api_keys (id)
);
