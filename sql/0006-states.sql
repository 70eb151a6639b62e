-- Who can be expected in a list of States on a day, acts or not: some were States before they joined the United Nations.

-- First day on which it could act as a State; null where that is the day of its admission, or always.
alter table participants add column state_from date;
