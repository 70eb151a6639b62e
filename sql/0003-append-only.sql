-- The database itself refuses what would change the record. `enable always` holds in replica mode too.

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% on % is refused: the record is append-only, a later event corrects an earlier one',
    tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;

create trigger events_refuse_change before update or delete or truncate on events
  for each statement execute function refuse_change();

create trigger documents_refuse_change before update or delete or truncate on documents
  for each statement execute function refuse_change();

-- The head moves only with the events: by the trigger that extends the chain, never by hand.
create function refuse_head_by_hand() returns trigger
language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception '% on % is refused: the head moves with the events only', tg_op, tg_table_name
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger record_head_refuse_change before insert or update or delete or truncate on record_head
  for each statement execute function refuse_head_by_hand();

alter table events enable always trigger events_extend_chain;
alter table events enable always trigger events_refuse_change;
alter table documents enable always trigger documents_refuse_change;
alter table record_head enable always trigger record_head_refuse_change;

-- The owner of a table may alter it and its triggers. Where the program's role is a superuser (the embedded database
-- always), these event triggers refuse that too, outside a migration. On a server, run the program with a role
-- that does not own the tables: then no such statement is open to it in the first place.
create function is_guarded(identity text) returns boolean
language sql immutable as $$
  select identity ~ '(^|[ .])(events|documents|record_head)$'
    or identity ~ '(^|[.])(extend_chain|refuse_change|refuse_head_by_hand|refuse_alteration|refuse_drop|is_guarded)\('
$$;

create function refuse_alteration() returns event_trigger
language plpgsql set search_path from current as $$
declare
  command record;
begin
  if current_setting('palermo.migrating', true) = 'on' then
    return;
  end if;
  for command in select * from pg_event_trigger_ddl_commands() loop
    if is_guarded(command.object_identity) then
      raise exception '% of % is refused: it guards the append-only record', command.command_tag,
        command.object_identity
        using errcode = 'integrity_constraint_violation';
    end if;
  end loop;
end $$;

create function refuse_drop() returns event_trigger
language plpgsql set search_path from current as $$
declare
  dropped record;
begin
  if current_setting('palermo.migrating', true) = 'on' then
    return;
  end if;
  for dropped in select * from pg_event_trigger_dropped_objects() loop
    if is_guarded(dropped.object_identity) then
      raise exception 'drop of % is refused: it guards the append-only record', dropped.object_identity
        using errcode = 'integrity_constraint_violation';
    end if;
  end loop;
end $$;

do $$
begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    create event trigger palermo_refuse_alteration on ddl_command_end execute function refuse_alteration();
    create event trigger palermo_refuse_drop on sql_drop execute function refuse_drop();
  end if;
end $$;
