-- What events are about: packs, sources, groups, participants, treaties. These rows follow the packs' files.

create table packs (
  id text primary key,
  title text not null,
  position integer not null,
  licence text not null
);

create table sources (
  id text primary key,
  pack text not null references packs,
  kind text not null check (kind in (
    'depositary', 'secretariat', 'gazette', 'treaty_database', 'government', 'press', 'reference', 'other')),
  title text not null,
  publisher text not null,
  address text not null,
  as_at text not null,
  how_read text not null
);

create table groups (
  id text primary key,
  pack text not null references packs,
  position integer not null,
  title text not null
);

create table participants (
  code text primary key,
  pack text not null references packs,
  kind text not null check (kind in ('state', 'organization')),
  name text not null,
  names_also text[] not null,
  alpha2 text unique,
  m49 text,
  un_member_from date,
  -- The group that lists the member States of an organization.
  members text references groups
);

-- First and last day are both included; null is without limit.
create table participant_names (
  pack text not null references packs,
  participant text not null references participants,
  name text not null,
  first_day date,
  last_day date,
  note text,
  check (first_day <= last_day)
);

create table memberships (
  pack text not null references packs,
  group_id text not null references groups,
  participant text not null references participants,
  first_day date,
  last_day date,
  note text,
  check (first_day <= last_day)
);

create table treaties (
  number text primary key,
  pack text not null references packs,
  slug text not null unique,
  title text not null,
  short_title text not null,
  adopted date not null,
  position integer not null,
  depositary_address text not null,
  rules jsonb not null
);

create table declarations (
  pack text not null references packs,
  place integer not null,
  treaty text not null references treaties,
  participant text not null references participants,
  kind text not null check (kind in (
    'reservation', 'declaration', 'notification', 'objection', 'territorial', 'communication')),
  made_at date,
  article text,
  summary text not null,
  source text not null references sources,
  primary key (pack, place)
);

create table known_gaps (
  pack text not null references packs,
  place integer not null,
  treaty text not null references treaties,
  participant text references participants,
  kind text not null check (kind in (
    'coverage', 'undated', 'unconfirmed', 'unknown', 'disagreement', 'oddity')),
  statement text not null,
  reason text not null,
  source text not null references sources,
  -- Participants that the headline of the source counts beyond the record; below zero where it counts fewer.
  missing integer,
  primary key (pack, place)
);

-- Each reading of a pack's folder, by the SHA-256 of its files: the same folder is not read again.
create table pack_loads (
  pack text not null references packs,
  files_hash text not null check (length(files_hash) = 64),
  loaded_at timestamptz(3) not null,
  -- Head of the record after the load, and how many events it brought.
  seq bigint not null,
  events integer not null,
  primary key (pack, loaded_at)
);
