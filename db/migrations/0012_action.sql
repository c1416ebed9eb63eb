-- What a run has done by itself, what it waits for from outside, and messages that came before anybody waited for them.

create table action (
  workspace_id uuid        not null references workspace,
  action_id    uuid        not null,
  run_id       uuid        not null,
  step_id      text        not null,
  -- With its texts filled in: trying again does the same.
  act          jsonb       not null,
  attempts     integer     not null default 0,
  failure      text,
  created_at   timestamptz not null default now(),
  closed_at    timestamptz,
  closed_as    text        check (closed_as in ('done', 'failed', 'dropped')),
  primary key (workspace_id, action_id),
  check ((closed_at is null) = (closed_as is null)),
  foreign key (workspace_id, run_id) references run
);
create index action_run on action (workspace_id, run_id);
call raise_wall('action');
grant select, insert, update on action to {{app}};

-- The messages that open runs wait for. Messages without a key have the empty one here.
create table listener (
  workspace_id uuid not null references workspace,
  run_id       uuid not null,
  name         text not null,
  key          text not null,
  any_key      boolean not null,
  primary key (workspace_id, run_id, name, key, any_key),
  foreign key (workspace_id, run_id) references run
);
create index listener_name on listener (workspace_id, name, key);
call raise_wall('listener');
grant select, insert, delete on listener to {{app}};

create table message (
  workspace_id uuid        not null references workspace,
  message_id   uuid        not null,
  name         text        not null,
  key          text,
  answers      jsonb       not null,
  sent_at      timestamptz not null default now(),
  sent_by      uuid        references identity.person (id),
  primary key (workspace_id, message_id)
);
create index message_name on message (workspace_id, name, sent_at);
call raise_wall('message');
grant select, insert, delete on message to {{app}};

-- A run that another one started, and the action that waits for it. `depth` ends what would start itself without end.
alter table run
  add column parent_run  uuid,
  add column parent_task uuid,
  add column depth       integer not null default 0,
  drop constraint run_started_via_check,
  add constraint run_started_via_check check (started_via in ('hand', 'form', 'cadence', 'handover', 'key', 'run'));

set role {{worker}};

create function job.add_action(action uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    if public.current_workspace() is null then
      raise exception 'no workspace is set';
    end if;
    perform graphile_worker.add_job(
      identifier => 'action',
      payload => json_build_object('workspace', public.current_workspace(), 'subject', action),
      max_attempts => 6,
      job_key => 'action:' || action);
  end
  $$;
revoke execute on function job.add_action(uuid) from public;
grant execute on function job.add_action(uuid) to {{app}};

reset role;
