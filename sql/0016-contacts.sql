-- Who is written to when a webhook is switched off, by e-mail; null for nobody.
alter table subscriptions add column contact text;
alter table subscriptions add check (contact is null or channel = 'webhook');
