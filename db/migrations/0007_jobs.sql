-- What runs beside requests: the job queue, the nodes that work on it, and due moments that failed.
--
-- The queue is graphile-worker's own: its tables are made and upgraded by the library, at every start, as {{worker}},
-- which may make things in this one schema and nowhere else. The library would make the schema too, for which it would
-- need a right on the whole database; so the schema and the library's list of migrations stand here, and it finds both.

do $$
declare
  worker name := {{prefix}} || '_worker';
begin
  -- Who made a role may give it away but is not in it, and only who may become it can make things that it owns.
  if not pg_has_role(current_user, worker, 'SET') then
    execute format('grant %I to current_user with inherit false, set true', worker);
  end if;
end
$$;

create schema graphile_worker authorization {{worker}};
create schema job authorization {{worker}};

set local role {{worker}};

create table graphile_worker.migrations (
  id       integer     primary key,
  ts       timestamptz not null default now(),
  breaking boolean     not null default false
);

-- A node holds a session's advisory lock on its number for as long as it lives, and says so every two seconds: the lock
-- goes at once when the process is killed, the heartbeat stops when the machine is.
create table graphile_worker.node (
  number  integer     primary key generated always as identity,
  pool_id text        not null unique,
  seen_at timestamptz not null default now()
);

-- The only way in for {{app}}: ids alone, and the workspace is the one of its transaction. Runs as {{worker}}.
create function job.add_mail(mail uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    if public.current_workspace() is null then
      raise exception 'no workspace is set';
    end if;
    perform graphile_worker.add_job(
      identifier => 'mail',
      payload => json_build_object('workspace', public.current_workspace(), 'subject', mail),
      max_attempts => 10,
      job_key => 'mail:' || mail);
  end
  $$;
revoke execute on function job.add_mail(uuid) from public;
grant usage on schema job to {{app}};
grant execute on function job.add_mail(uuid) to {{app}};

reset role;

-- A due moment whose handler failed waits and is tried again; at last it is set aside (retry_at infinity) with its
-- failure, and the others go on. The sweeper sees ids and times, no text.
alter table due_moment
  add column attempts integer not null default 0,
  add column retry_at timestamptz,
  add column failure  text;
create index due_moment_of_workspace on due_moment (workspace_id, due_at);
revoke select on due_moment from {{worker}};
grant select (workspace_id, kind, subject_id, due_at, retry_at) on due_moment to {{worker}};
