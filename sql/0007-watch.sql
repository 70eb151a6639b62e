-- The watch of the depositary: pages, what they sent, how they and the record differ, and what was decided.

-- Pages that are watched. These rows follow the packs' files.
create table watched_pages (
  address text primary key,
  pack text not null references packs,
  place integer not null,
  treaty text not null references treaties,
  form text not null,
  role text not null check (role in ('depositary', 'cross_check')),
  -- What events that a reading of the page brings cite.
  source text not null references sources,
  every_hours integer not null check (every_hours >= 1),
  note text
);

-- What is remembered of a page: watched, or given by hand again and again under one name.
create table page_states (
  page text primary key,
  -- The bytes last read as a status table, and what the source calls that version of them.
  sha256 text references documents,
  etag text,
  last_modified text,
  received_at timestamptz(3),
  -- Looks at it: the last one, how many failed since one that did not, and when it is due again.
  looked_at timestamptz(3),
  failures integer not null default 0 check (failures >= 0),
  not_before timestamptz(3),
  due_at timestamptz(3),
  failure text,
  -- The last look that found a status table of the right treaty, or that nothing had changed in one.
  good_at timestamptz(3),
  -- The newest reading by which later ones are measured: nothing about the whole document waited.
  accepted text references documents,
  accepted_on date,
  -- Day of the stamp of that document, and since when the page has borne it.
  stamp date,
  stamp_since timestamptz(3)
);

-- Everything that was received, good or bad, as evidence; also that nothing was.
create table page_looks (
  id bigint generated always as identity primary key,
  page text not null,
  treaty text,
  looked_at timestamptz(3) not null,
  -- What it was: a verdict of the reader, `unchanged`, or the code of a failure.
  found text not null,
  said text not null,
  document text references documents,
  asked text,
  answered text,
  status integer,
  headers jsonb
);

create index page_looks_newest on page_looks (page, id);

create table decisions (
  id bigint generated always as identity primary key,
  decision text not null check (decision in ('accept', 'reject', 'correct')),
  -- Name of the officer, or `policy` where the policy let an act through.
  decided_by text not null,
  decided_at timestamptz(3) not null,
  reason text not null,
  -- Ids of the events that were written, in their order.
  events text[] not null
);

create table differences (
  id bigint generated always as identity primary key,
  -- The same for the same words of the same participant.
  key text not null,
  page text not null,
  treaty text not null references treaties,
  participant text references participants,
  class text not null,
  document text not null references documents,
  source text not null references sources,
  read_on date not null,
  -- Both sides, why, and what would be written, as the reconciliation gave them.
  difference jsonb not null,
  found_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  -- gone: a later reading, or an act on record since, leaves nothing to decide.
  state text not null check (state in ('waiting', 'decided', 'gone')),
  decision bigint references decisions,
  -- A decision holds for as long as the page goes on saying the same words.
  lapsed_at timestamptz(3),
  check ((state = 'decided') = (decision is not null)),
  check (lapsed_at is null or state = 'decided')
);

create unique index differences_wait_once on differences (key) where state = 'waiting';
create index differences_in_force on differences (key) where state = 'decided' and lapsed_at is null;
create index differences_of_page on differences (page) where state <> 'gone';

create trigger page_looks_refuse_change before update or delete or truncate on page_looks
  for each statement execute function refuse_change();
create trigger decisions_refuse_change before update or delete or truncate on decisions
  for each statement execute function refuse_change();

alter table page_looks enable always trigger page_looks_refuse_change;
alter table decisions enable always trigger decisions_refuse_change;
