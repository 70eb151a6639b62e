-- Every projection made, with the day it was made for, so that it can be held against what came.

create table projections (
  treaty text not null references treaties (number),
  milestone text not null check (milestone in ('threshold', 'next_deposit', 'tenth')),
  method text not null,
  -- The day it was made for, from the acts known on it, and the true instant at which it was.
  as_of date not null,
  made_at timestamptz(3) not null default clock_timestamp(),
  -- Last event that was on record.
  seq bigint not null check (seq >= 0),
  made_by text not null,
  -- Further instruments until it is reached.
  more integer not null check (more >= 1),
  -- Days by which it has happened with so many in a hundred; null: not within any time that can be named.
  p05 date,
  p25 date,
  p50 date,
  p75 date,
  p95 date,
  within_1y double precision not null check (within_1y between 0 and 1),
  within_3y double precision not null check (within_3y between within_1y and 1),
  within_5y double precision not null check (within_5y between within_3y and 1),
  -- The first of a day stays: a projection is never made again once more is known.
  primary key (treaty, milestone, method, as_of)
);

create trigger projections_refuse_change before update or delete or truncate on projections
  for each statement execute function refuse_change();

alter table projections enable always trigger projections_refuse_change;
