-- What an item is beside itself: how it relates to others, in which other projects it stands too, and files in versions that wait until they were looked at.

create table relation (
  workspace_id uuid        not null,
  from_id      uuid        not null,
  to_id        uuid        not null,
  -- `relates` goes both ways: it is kept once, from the smaller id.
  kind         text        not null check (kind in ('blocks', 'duplicates', 'relates')),
  made_by      uuid        references identity.person (id),
  made_at      timestamptz not null default now(),
  primary key (workspace_id, from_id, to_id, kind),
  check (from_id <> to_id),
  check (kind <> 'relates' or from_id < to_id),
  foreign key (workspace_id, from_id) references task,
  foreign key (workspace_id, to_id) references task
);
create index relation_to on relation (workspace_id, to_id);
call raise_wall('relation');
grant select, insert, delete on relation to {{app}};

create table appearance (
  workspace_id uuid        not null,
  task_id      uuid        not null,
  project_id   uuid        not null,
  added_by    uuid        references identity.person (id),
  added_at    timestamptz not null default now(),
  primary key (workspace_id, task_id, project_id),
  foreign key (workspace_id, task_id) references task,
  foreign key (workspace_id, project_id) references project
);
create index appearance_project on appearance (workspace_id, project_id);
call raise_wall('appearance');
grant select, insert, delete on appearance to {{app}};

-- A file and what was put in its place share a series; the highest number is the one that counts.
alter table attachment add column series_id uuid;
update attachment set series_id = attachment_id;
alter table attachment alter column series_id set not null;
alter table attachment add column number integer not null default 1;
create unique index attachment_series on attachment (workspace_id, series_id, number);
-- Null: nothing is set that looks for viruses. `failed`: it could not be looked at, which is no yes.
alter table attachment add column scan text check (scan in ('waiting', 'clean', 'infected', 'failed'));
alter table attachment add column scan_attempt integer not null default 0;

set role {{worker}};

create function job.add_scan(attachment uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    if public.current_workspace() is null then
      raise exception 'no workspace is set';
    end if;
    perform graphile_worker.add_job(
      identifier => 'scan',
      payload => json_build_object('workspace', public.current_workspace(), 'subject', attachment),
      max_attempts => 8,
      job_key => 'scan:' || attachment);
  end
  $$;
revoke execute on function job.add_scan(uuid) from public;
grant execute on function job.add_scan(uuid) to {{app}};

reset role;
