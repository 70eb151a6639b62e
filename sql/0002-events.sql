-- The append-only record. An event is never changed or removed; a later event corrects or retracts it.

create table documents (
  sha256 text primary key,
  bytes bytea not null,
  kept_at timestamptz(3) not null,
  check (sha256 = encode(sha256(bytes), 'hex'))
);

create table events (
  seq bigint primary key check (seq >= 1),
  id text not null unique,
  treaty text not null references treaties,
  participant text references participants,
  action text not null check (action in (
    'signature', 'definitive_signature', 'ratification', 'acceptance', 'approval', 'accession',
    'formal_confirmation', 'succession', 'provisional_application', 'declared_sole',
    'withdrawal_of_instrument', 'denunciation', 'rescission', 'correction', 'retraction',
    'asserted_threshold', 'asserted_entry_into_force', 'asserted_headline')),
  action_date date,
  earliest date,
  latest date,
  effect_date date,
  known_on date not null,
  known_on_assumed boolean not null,
  day_known text not null check (day_known in ('read', 'derived', 'reported', 'undated')),
  derivation text,
  corrects text references events (id),
  signatories integer,
  parties integer,
  source text not null references sources,
  document text references documents,
  note text,
  recorded_by text not null,
  recorded_at timestamptz(3) not null,
  prev_hash text not null check (length(prev_hash) = 64),
  hash text not null check (length(hash) = 64),
  constraint events_day_or_span check (
    case when day_known = 'undated'
      then action_date is null and effect_date is null and earliest is not null
        and (latest is null or earliest <= latest)
      else action_date is not null and earliest is null and latest is null end),
  constraint events_derivation check (
    (day_known <> 'derived' or derivation is not null) and (day_known <> 'read' or derivation is null)),
  constraint events_corrects check ((corrects is not null) = (action in ('correction', 'retraction'))),
  constraint events_participant check (
    participant is not null or action in (
      'correction', 'retraction', 'asserted_threshold', 'asserted_entry_into_force', 'asserted_headline')),
  constraint events_totals check (
    (signatories is not null or parties is not null) = (action = 'asserted_headline')
    and (signatories is null or signatories >= 0) and (parties is null or parties >= 0))
);

create index events_corrects_index on events (corrects) where corrects is not null;

-- The last event, in one row that every writer locks first: so events have one order without a gap.
create table record_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
);

insert into record_head (seq, hash) values (0, repeat('0', 64));

create function extend_chain() returns trigger
language plpgsql set search_path from current as $$
declare
  head record_head%rowtype;
  broken bigint;
  last_seq bigint;
  last_hash text;
begin
  select * into strict head from record_head for update;
  select checked.seq into broken
  from (
    select seq, prev_hash,
      head.seq + row_number() over (order by seq) as next_seq,
      lag(hash, 1, head.hash) over (order by seq) as hash_before
    from added
  ) as checked
  where checked.seq <> checked.next_seq or checked.prev_hash <> checked.hash_before
  order by checked.seq
  limit 1;
  if broken is not null then
    raise exception 'event % does not follow the last event of the record, %', broken, head.seq
      using errcode = 'integrity_constraint_violation';
  end if;
  select seq, hash into last_seq, last_hash from added order by seq desc limit 1;
  if last_seq is not null then
    update record_head set seq = last_seq, hash = last_hash;
  end if;
  return null;
end $$;

create trigger events_extend_chain after insert on events
  referencing new table as added
  for each statement execute function extend_chain();
