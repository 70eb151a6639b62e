-- A message that is sent again keeps how it went the first time.

-- How the sending of a message ended, each time before it was asked for again.
create table delivery_rounds (
  delivery bigint not null references deliveries on delete cascade,
  -- 1 is the first sending; what stands in deliveries is the last.
  round integer not null check (round > 0),
  state text not null check (state in ('accepted', 'parked')),
  tries integer not null,
  first_tried_at timestamptz(3),
  settled_at timestamptz(3) not null,
  -- When it was asked for again, which began the next round.
  replayed_at timestamptz(3) not null,
  primary key (delivery, round)
);

-- In which round of sending a try failed.
alter table delivery_failures add column round integer not null default 1;
alter table delivery_failures drop constraint delivery_failures_pkey;
alter table delivery_failures add primary key (delivery, round, try);

-- Whether subscriptions were removed whose addresses may still stand in files; how many, so that none is overlooked that
-- leaves meanwhile.
create table leavings (
  only_row boolean primary key default true check (only_row),
  count bigint not null
);

-- What the planner would remember of a column outlives its rows; nobody's address is kept so.
alter table subscriptions alter column address set statistics 0;
alter table subscriptions alter column contact set statistics 0;
alter table subscriptions alter column off_because set statistics 0;
alter table delivery_failures alter column problem set statistics 0;
alter index subscriptions_address alter column 1 set statistics 0;
