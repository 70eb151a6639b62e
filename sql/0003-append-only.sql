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
-- always), these event triggers refuse that too, outside a migration. They have a schema of their own, so that they
-- outlive `drop schema public cascade`. A superuser can still drop the event triggers themselves: no database guards
-- against its own superuser, only the chain of hashes shows what was done then. On a server, run the program with a
-- role that does not own the tables: then no such statement is open to it in the first place.
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    return;
  end if;
  create schema palermo_guard;

  create function palermo_guard.refuse_alteration() returns event_trigger
  language plpgsql as $guard$
  declare
    command record;
  begin
    if current_setting('palermo.migrating', true) = 'on' then
      return;
    end if;
    for command in
      with guards as (
        select oid from pg_proc where proname in ('extend_chain', 'refuse_change', 'refuse_head_by_hand')
      ), guarded as (
        select tgrelid as oid from pg_trigger where tgfoid in (select oid from guards)
      )
      select altered.* from pg_event_trigger_ddl_commands() as altered
      where altered.objid in (select oid from guards)
        or altered.objid in (select oid from guarded)
        or altered.objid in (select oid from pg_trigger where tgrelid in (select oid from guarded))
        or altered.objid in (select oid from pg_rewrite where ev_class in (select oid from guarded))
    loop
      raise exception '% on % is refused: it guards the append-only record', command.command_tag,
        command.object_identity
        using errcode = 'integrity_constraint_violation';
    end loop;
  end $guard$;

  create function palermo_guard.refuse_drop() returns event_trigger
  language plpgsql as $guard$
  declare
    dropped record;
  begin
    if current_setting('palermo.migrating', true) = 'on' then
      return;
    end if;
    for dropped in
      select * from pg_event_trigger_dropped_objects()
      where object_identity ~ '(^|[ .])(events|documents|record_head)$'
        or object_identity ~ '(^|[.])(extend_chain|refuse_change|refuse_head_by_hand)[(]'
    loop
      raise exception 'drop of % is refused: it guards the append-only record', dropped.object_identity
        using errcode = 'integrity_constraint_violation';
    end loop;
  end $guard$;

  create event trigger palermo_refuse_alteration on ddl_command_end
    execute function palermo_guard.refuse_alteration();
  create event trigger palermo_refuse_drop on sql_drop
    execute function palermo_guard.refuse_drop();
end $$;
