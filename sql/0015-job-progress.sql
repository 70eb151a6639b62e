-- Long jobs are cut into steps. What the last step left is kept, and the next run goes on from there.

-- null while no work is left over. What it says only the job knows.
alter table jobs add column progress text;

-- How many steps a run has kept.
alter table job_runs add column steps integer not null default 0 check (steps >= 0);
