-- What was taken back before it was sent is not sent; what happens while a webhook is off waits in its ledger.

-- Facts of the message that were taken back before anybody was asked to take it.
alter table deliveries add column withheld bigint[] not null default '{}';
-- Why it was parked without having been tried: what it said was taken back, or its subscription was off.
alter table deliveries add column unsent text check (unsent in ('taken_back', 'off'));

-- Those that are off have their messages kept.
drop index subscriptions_interest;
create index subscriptions_interest on subscriptions (interest) where state <> 'pending';
