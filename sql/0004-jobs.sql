-- Scheduled jobs: who may do something now, since when each job is known, and every run.

create table leases (
  name text primary key,
  -- One higher with each holder. What a holder writes is refused once another holds a higher one.
  fence bigint not null check (fence >= 1),
  -- Process that holds it; null when it was given back.
  holder text,
  -- By the clock of the database.
  expires_at timestamptz(3),
  check ((holder is null) = (expires_at is null))
);

create function refuse_lower_fence() returns trigger
language plpgsql as $$
begin
  if new.fence < old.fence then
    raise exception 'the fence of lease % only grows', old.name
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create trigger leases_refuse_lower_fence before update on leases
  for each row execute function refuse_lower_fence();

create table jobs (
  name text primary key,
  -- Nothing before this instant was missed.
  known_since timestamptz(3) not null
);

create table job_runs (
  id bigint generated always as identity primary key,
  job text not null references jobs,
  -- Instant at which it was due; null for a run by hand.
  scheduled_for timestamptz(3),
  -- Instants before it that had passed without a run.
  missed integer not null default 0 check (missed >= 0),
  fence bigint not null,
  run_by text not null,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  -- interrupted: the process stalled or ended before the run did; another run takes its place.
  outcome text check (outcome in ('done', 'failed', 'skipped', 'interrupted')),
  did text,
  check ((ended_at is null) = (outcome is null) and (did is null) = (outcome is null))
);

-- An instant has one run that counts, whatever the clocks of the replicas say.
create unique index job_runs_once on job_runs (job, scheduled_for) where outcome is distinct from 'interrupted';

-- A job never runs over itself.
create unique index job_runs_alone on job_runs (job) where outcome is null;

create index job_runs_newest on job_runs (job, id);
