-- By what channel a message goes out, so that who sends mail does not look through the webhooks that wait.
alter table deliveries add column channel text check (channel in ('email', 'webhook'));
update deliveries set channel = case when kind = 'notice' and contact is not null then 'email' else subscriptions.channel end
from subscriptions where subscriptions.id = subscription;
alter table deliveries alter column channel set not null;

drop index deliveries_due;
drop index deliveries_due_again;
create index deliveries_due on deliveries (channel, due_at, id) where state = 'queued' and not has_failed;
create index deliveries_due_again on deliveries (channel, due_at, id) where state = 'queued' and has_failed;
