-- A message that is claimed stays where it stands in the indexes, so that a claim writes one row and no index.

-- While it is being tried, when another worker may take it over; due_at stays when it was due.
alter table deliveries add column claimed_until timestamptz(3);
-- Whether a try failed: such a message goes out beside those that were never tried.
alter table deliveries add column has_failed boolean not null default false;

-- Before, due_at of a claimed message was when its claim ended.
update deliveries set has_failed = true, claimed_until = case when claim is not null then due_at end
where state = 'queued' and tries > 0;

drop index deliveries_due;
drop index deliveries_due_again;
create index deliveries_due on deliveries (due_at, id) where state = 'queued' and not has_failed;
create index deliveries_due_again on deliveries (due_at, id) where state = 'queued' and has_failed;

-- Room on each page for the row as it stands while it is claimed.
alter table deliveries set (fillfactor = 50);
