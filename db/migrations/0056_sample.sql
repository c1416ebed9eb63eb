-- A sample world is a workspace of its own, so that the wall stands between it and everybody's work; and it can be removed
-- as if it had never been. `demo` says that a workspace is one: nothing is mailed from it.
alter table identity.person add sample_of uuid;
comment on column identity.person.sample_of is 'The sample world that they are part of, and are removed with.';
grant select (sample_of) on identity.person to {{app}};

-- Removes the workspace that is set, if it is a sample, with its journal, its people and the keys to it. Everything goes in
-- one statement: whatever holds on to whatever, all of it is gone when the constraints look. The second round takes what
-- triggers of the first have written.
create function remove_sample() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
  declare
    sample uuid := current_workspace();
    everything text;
  begin
    perform from workspace where workspace_id = sample and demo for update;
    if not found then
      raise exception 'this workspace is no sample';
    end if;
    select 'with ' || string_agg(format('gone_%s as (delete from %s where workspace_id = $1)', c.oid, c.oid::regclass), ', ') || ' select'
    into everything
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition;
    execute everything using sample;
    execute everything using sample;
    delete from identity.api_key where workspace_id = sample;
    delete from identity.verification v using identity.person p where p.sample_of = sample and v.value = p.id::text;
    -- Whoever of its people was taken into another workspace stays there.
    delete from identity.person p where p.sample_of = sample and not exists (select from membership m where m.person_id = p.id);
  end
  $$;
revoke execute on function remove_sample() from public;
grant execute on function remove_sample() to {{app}};

set role {{worker}};

-- What waits in the queue for the workspace that is set.
create function job.forget() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    delete from graphile_worker._private_jobs where payload ->> 'workspace' = public.current_workspace()::text;
  end
  $$;
revoke execute on function job.forget() from public;
grant execute on function job.forget() to {{app}};

reset role;
