-- A headline may print signatories only: what the record lacks of them is said apart from the parties.
alter table known_gaps add column missing_signatories integer;
