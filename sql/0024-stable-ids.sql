-- The name of a message follows from who is told what, and for which time: it is found by how often a fact was told before.
create index alert_facts_key on alert_facts (key);
