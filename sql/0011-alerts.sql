-- Who is told what, and the ledger of everything that was told.

-- What subscriptions ask for. Many share one: a fact is held against each interest once, however many subscribe.
create table interests (
  id bigint generated always as identity primary key,
  -- SHA-256 of the definition in canonical form.
  hash text not null unique,
  definition jsonb not null
);

create table subscriptions (
  id bigint generated always as identity primary key,
  -- Name in addresses, not to be guessed.
  name text not null unique,
  interest bigint not null references interests,
  channel text not null check (channel in ('email', 'webhook')),
  address text not null,
  -- pending: not confirmed, nothing is told; off: its receiver kept failing.
  state text not null check (state in ('pending', 'active', 'off')),
  off_because text,
  digest text not null check (digest in ('at_once', 'daily', 'weekly')),
  hour integer not null check (hour between 0 and 23),
  time_zone text not null,
  -- Messages also when nothing changed.
  heartbeat boolean not null,
  -- When the next digest or sign of life is due; null where none is.
  next_digest_at timestamptz(3),
  language text not null default 'en',
  -- Officer's token that made it; null where a person did.
  made_by text,
  created_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  -- SHA-256 of the token that manages it through the API.
  token_hash text unique,
  -- Secrets that sign webhooks, as Standard Webhooks writes them; the old one signs too while they rotate.
  secret text,
  old_secret text,
  old_secret_until timestamptz(3),
  check ((channel = 'webhook') = (secret is not null)),
  check ((state = 'off') = (off_because is not null))
);

create index subscriptions_interest on subscriptions (interest) where state = 'active';
create index subscriptions_address on subscriptions (address);
create index subscriptions_digest on subscriptions (next_digest_at) where state = 'active';

-- Each time at which facts were decided: with events, or when a day began.
create table alert_decisions (
  id bigint generated always as identity primary key,
  decided_at timestamptz(3) not null,
  -- Last event it rests on.
  seq bigint not null
);

-- A fact that someone was told. While it stands, the same thing is never told again.
create table alert_facts (
  id bigint generated always as identity primary key,
  decision bigint not null references alert_decisions,
  key text not null,
  -- Key of the statement that it stands and falls with.
  about text not null,
  kind text not null,
  body jsonb not null,
  -- The fact that took it back.
  recalled_by bigint references alert_facts
);

create unique index alert_facts_once on alert_facts (key) where recalled_by is null;
create index alert_facts_about on alert_facts (about) where recalled_by is null;

create table deliveries (
  id bigint generated always as identity primary key,
  -- The message's name: the same on every try, and never used again.
  mark uuid not null default gen_random_uuid(),
  subscription bigint not null references subscriptions on delete cascade,
  -- 1, 2, 3 … for each subscription, without gaps; null for messages about the subscription itself.
  number bigint,
  kind text not null check (kind in (
    'alert', 'recall', 'heartbeat', 'confirm', 'link', 'verify', 'notice')),
  decision bigint references alert_decisions,
  facts bigint[] not null default '{}',
  -- Numbers of the messages that it corrects.
  corrects bigint[] not null default '{}',
  -- Number of the first of those that go out as one digest.
  digest_of bigint,
  state text not null check (state in ('queued', 'accepted', 'parked')),
  queued_at timestamptz(3) not null,
  -- When it may be tried; while it is being tried, when another worker may take it over.
  due_at timestamptz(3) not null,
  tries integer not null default 0,
  first_tried_at timestamptz(3),
  settled_at timestamptz(3),
  -- Worker that is trying it.
  claim text,
  check ((state = 'queued') = (settled_at is null))
);

create unique index deliveries_number on deliveries (subscription, number);
create unique index deliveries_once on deliveries (decision, subscription);
create index deliveries_due on deliveries (due_at, id) where state = 'queued' and tries = 0;
create index deliveries_due_again on deliveries (due_at, id) where state = 'queued' and tries > 0;
create index deliveries_waiting on deliveries (subscription, number) where state = 'queued';

-- The secrets in links that were sent, by their SHA-256.
create table link_tokens (
  hash text primary key,
  subscription bigint not null references subscriptions on delete cascade,
  purpose text not null check (purpose in ('confirm', 'manage')),
  until timestamptz(3) not null
);
create index link_tokens_subscription on link_tokens (subscription);

create table delivery_failures (
  delivery bigint not null references deliveries on delete cascade,
  try integer not null,
  failed_at timestamptz(3) not null,
  -- HTTP or SMTP status; null where there was no answer.
  status integer,
  problem text not null,
  primary key (delivery, try)
);

-- The last day that was announced.
create table alert_clock (
  only_row boolean primary key default true check (only_row),
  day date not null
);

-- The day on which each interest was last told, or shown silently first, that a threshold is expected.
create table projection_marks (
  interest bigint not null references interests on delete cascade,
  treaty text not null references treaties,
  expected date not null,
  primary key (interest, treaty)
);

-- How often somebody asked, by a hash of who, in a stretch of time.
create table request_counts (
  bucket text not null,
  until timestamptz(3) not null,
  count integer not null,
  primary key (bucket, until)
);
