-- Officers at the desk: a session in a browser, begun with a token and ended with it.

create table officer_sessions (
  -- SHA-256 of what the cookie holds.
  id_hash text primary key check (id_hash ~ '^[0-9a-f]{64}$'),
  -- null for the token of ADMIN_TOKEN_HASH, whose hash then stands beside it.
  token text references officer_tokens,
  admin_hash text,
  began_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at > began_at),
  check ((token is null) = (admin_hash is not null))
);

create index officer_sessions_of_token on officer_sessions (token);
