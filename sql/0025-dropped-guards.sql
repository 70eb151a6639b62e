-- The guard against dropping knew its tables by name, and three that came later were not among them: what officers decided,
-- what was seen of each page, and the projections that are kept. It knows them now by the trigger that each of them has, which
-- is dropped with its table, so that a table of later days is guarded from the beginning.
do $$
begin
  -- A role that is no superuser can neither make event triggers nor replace those of one: they stay as they are.
  if to_regnamespace('palermo_guard') is null or not (select rolsuper from pg_roles where rolname = current_user) then
    return;
  end if;

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
