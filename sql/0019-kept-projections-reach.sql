-- Entry into force and universal participation are kept too, and how far the record reached when a projection was made.
alter table projections drop constraint projections_milestone_check;
alter table projections add constraint projections_milestone_check
  check (milestone in ('threshold', 'entry_into_force', 'next_deposit', 'tenth', 'universal'));
-- A treaty that waits for its parent alone needs no further instrument.
alter table projections drop constraint projections_more_check;
alter table projections add constraint projections_more_check
  check (more >= 1 or (more = 0 and milestone = 'entry_into_force'));
-- Null for those that were kept before.
alter table projections add column known_until date;
