-- What only grows says its own place and time, and the guards open for a migration that leaves its name, not for a
-- setting that anybody may change.

-- The names of the migrations only grow too: one that was applied cannot be denied later.
create trigger schema_migrations_refuse_change before update or delete or truncate on schema_migrations
  for each statement execute function refuse_change();

alter table schema_migrations enable always trigger schema_migrations_refuse_change;

-- Whether this very transaction brings in the whole record, as a restore and an import do, or there is none yet: then
-- places and times are those of the lines that come. No later transaction can make its own first event.
create function brings_record() returns boolean
language plpgsql set search_path from current as $$
declare
  this constant xid := pg_current_xact_id()::xid;
begin
  return coalesce(
    (select xmin = this from events where seq = 1),
    not exists (select from audit_trail where xmin <> this));
end $$;

-- The numbers of the trail come from the database alone, whatever an insert says; so does the time.
alter table audit_trail alter column id drop identity;

create sequence audit_trail_id_seq owned by audit_trail.id;

select setval('audit_trail_id_seq', coalesce((select max(id) from audit_trail), 0) + 1, false);

-- With the rights of its owner, so that a role that may only add needs none on the sequence.
create function keep_own_place() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if new.id is not null and brings_record() then
    return new;
  end if;
  new.id := nextval('audit_trail_id_seq');
  new.at := clock_timestamp();
  return new;
end $$;

create trigger audit_trail_keep_own_place before insert on audit_trail
  for each row execute function keep_own_place();

alter table audit_trail enable always trigger audit_trail_keep_own_place;

create function keep_own_time() returns trigger
language plpgsql set search_path from current as $$
begin
  if brings_record() then
    return new;
  end if;
  if tg_table_name = 'checkpoints' then
    new.signed_at := clock_timestamp();
  else
    new.first_used_at := clock_timestamp();
  end if;
  return new;
end $$;

create trigger checkpoints_keep_own_time before insert on checkpoints
  for each row execute function keep_own_time();

create trigger checkpoint_keys_keep_own_time before insert on checkpoint_keys
  for each row execute function keep_own_time();

alter table checkpoints enable always trigger checkpoints_keep_own_time;
alter table checkpoint_keys enable always trigger checkpoint_keys_keep_own_time;

-- The guards against altering and dropping ask for the name of a migration that this very transaction wrote. It stays,
-- and the program opens no database with a name that it does not know. They guard themselves too, and each other, since
-- one that was just replaced cannot refuse it. `%1$I` is the schema of the record, so that no other table of that name is
-- taken for it.
do $$
begin
  -- A role that is no superuser can neither make event triggers nor replace those of one: they stay as they are.
  if to_regnamespace('palermo_guard') is null or not (select rolsuper from pg_roles where rolname = current_user) then
    return;
  end if;

  execute format($create$
    create or replace function palermo_guard.refuse_alteration() returns event_trigger
    language plpgsql set search_path = pg_catalog as $guard$
    declare
      command record;
    begin
      if to_regclass('%1$I.schema_migrations') is not null then
        if exists (select from %1$I.schema_migrations where xmin = pg_current_xact_id()::xid) then
          return;
        end if;
      end if;
      for command in
        with guards as (
          select oid from pg_proc
          where pronamespace = 'palermo_guard'::regnamespace or proname in (
            'extend_chain', 'refuse_change', 'refuse_head_by_hand', 'brings_record', 'keep_own_place', 'keep_own_time')
        ), guarded as (
          select tgrelid as oid from pg_trigger where tgfoid in (select oid from guards)
        )
        select altered.* from pg_event_trigger_ddl_commands() as altered
        where altered.objid in (select oid from guards)
          or altered.objid in (select oid from guarded)
          or altered.objid in (select oid from pg_trigger where tgrelid in (select oid from guarded))
          or altered.objid in (select oid from pg_rewrite where ev_class in (select oid from guarded))
      loop
        raise exception '%% on %% is refused: it guards the append-only record', command.command_tag,
          command.object_identity
          using errcode = 'integrity_constraint_violation';
      end loop;
    end $guard$
  $create$, current_schema());

  execute format($create$
    create function palermo_guard.refuse_disarming() returns event_trigger
    language plpgsql set search_path = pg_catalog as $guard$
    declare
      command record;
    begin
      if to_regclass('%1$I.schema_migrations') is not null then
        if exists (select from %1$I.schema_migrations where xmin = pg_current_xact_id()::xid) then
          return;
        end if;
      end if;
      for command in
        select altered.* from pg_event_trigger_ddl_commands() as altered
        where altered.objid in (select oid from pg_proc where pronamespace = 'palermo_guard'::regnamespace)
      loop
        raise exception '%% on %% is refused: it guards the append-only record', command.command_tag,
          command.object_identity
          using errcode = 'integrity_constraint_violation';
      end loop;
    end $guard$
  $create$, current_schema());

  execute format($create$
    create or replace function palermo_guard.refuse_drop() returns event_trigger
    language plpgsql set search_path = pg_catalog as $guard$
    declare
      dropped record;
    begin
      if to_regclass('%1$I.schema_migrations') is not null then
        if exists (select from %1$I.schema_migrations where xmin = pg_current_xact_id()::xid) then
          return;
        end if;
      end if;
      for dropped in
        select * from pg_event_trigger_dropped_objects()
        where object_identity ~ '(^|[ .])(events|documents|record_head|audit_trail|audit_trail_id_seq|checkpoints|checkpoint_keys|schema_migrations)$'
          or object_identity ~ '(^|[.])(extend_chain|refuse_change|refuse_head_by_hand|brings_record|keep_own_place|keep_own_time)[(]'
          or object_identity ~ '^palermo_guard([.]|$)'
      loop
        raise exception 'drop of %% is refused: it guards the append-only record', dropped.object_identity
          using errcode = 'integrity_constraint_violation';
      end loop;
    end $guard$
  $create$, current_schema());

  create event trigger palermo_refuse_disarming on ddl_command_end
    execute function palermo_guard.refuse_disarming();
end $$;
