-- What was signed of the record, kept for good: anybody can show by it that an earlier state is a prefix of a later one.

create table checkpoint_keys (
  -- Public key as C2SP signed-note writes it: name, hash and key, with plus signs between.
  verifier text primary key,
  first_used_at timestamptz(3) not null
);

create table checkpoints (
  -- How many events the record had.
  size bigint not null check (size >= 1),
  -- The signed note: origin, size, root of the hash tree, signatures.
  note text not null,
  signed_at timestamptz(3) not null,
  primary key (size, note)
);

create trigger checkpoint_keys_refuse_change before update or delete or truncate on checkpoint_keys
  for each statement execute function refuse_change();

create trigger checkpoints_refuse_change before update or delete or truncate on checkpoints
  for each statement execute function refuse_change();

alter table checkpoint_keys enable always trigger checkpoint_keys_refuse_change;
alter table checkpoints enable always trigger checkpoints_refuse_change;
