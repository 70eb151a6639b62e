-- What only grows is known by the trigger that each such table has, not by a list of names: of the guard against dropping three
-- that came later were missing (what officers decided, what was seen of each page, the projections that are kept). A guard whose
-- function bears another name is no more unknown, and no table may inherit from one that only grows, as its rows would be read
-- as rows of that.
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
      guard text;
    begin
      if to_regclass('%1$I.schema_migrations') is not null then
        if exists (select from %1$I.schema_migrations where xmin = pg_current_xact_id()::xid) then
          return;
        end if;
      end if;
      foreach guard in array
        array['extend_chain', 'refuse_change', 'refuse_head_by_hand', 'brings_record', 'keep_own_place', 'keep_own_time']
      loop
        if to_regprocedure('%1$I.' || guard || '()') is null then
          raise exception 'taking away the name of %% is refused: it guards the append-only record', guard
            using errcode = 'integrity_constraint_violation';
        end if;
      end loop;
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
          or altered.objid in (select inhrelid from pg_inherits where inhparent in (select oid from guarded))
          or altered.object_identity ~ '(^|[.])audit_trail_id_seq$'
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
          or object_type = 'trigger' and object_identity ~ '_refuse_change on '
      loop
        raise exception 'drop of %% is refused: it guards the append-only record', dropped.object_identity
          using errcode = 'integrity_constraint_violation';
      end loop;
    end $guard$
  $create$, current_schema());
end $$;
