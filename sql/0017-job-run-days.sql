-- Runs that are counted and no longer kept one by one: those of jobs that run each minute, after some days.
create table job_run_days (
  job text not null references jobs,
  -- Day on which they ended, in UTC.
  day date not null,
  outcome text not null,
  runs integer not null check (runs > 0),
  primary key (job, day, outcome)
);
