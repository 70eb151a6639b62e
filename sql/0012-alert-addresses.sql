-- An address is looked for whatever its letter case.
drop index subscriptions_address;
create index subscriptions_address on subscriptions (lower(address));
