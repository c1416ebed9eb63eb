-- Work that changed its kind: a project that became a run or a process, a run or a process that became a project. Tasks keep
-- their ids, and with them comments, files, times and events; what the other kind has no place for is kept here.

create table conversion (
  workspace_id  uuid        not null,
  conversion_id uuid        not null,
  was           text        not null check (was in ('project', 'run', 'process')),
  became        text        not null check (became in ('project', 'run', 'process')),
  project_id    uuid        not null,
  run_id        uuid,
  process_id    uuid,
  -- Links between tasks that left the plan; of a template, what of each step its definition has no place for.
  kept          jsonb       not null default '{}',
  made_by       uuid        references identity.person (id),
  made_at       timestamptz not null default now(),
  undone_by     uuid        references identity.person (id),
  undone_at     timestamptz,
  primary key (workspace_id, conversion_id),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, run_id) references run deferrable initially deferred,
  foreign key (workspace_id, process_id) references process,
  check (was <> became)
);
create index conversion_project on conversion (workspace_id, project_id);
create index conversion_run on conversion (workspace_id, run_id) where run_id is not null;
create index conversion_process on conversion (workspace_id, process_id) where process_id is not null;
call raise_wall('conversion');
grant select, insert, update on conversion to {{app}};

create table converted_task (
  workspace_id  uuid    not null,
  conversion_id uuid    not null,
  task_id       uuid    not null,
  -- Of a project that became a run: the run and the step that the task is for, as long as the run has not come to it.
  run_id        uuid,
  step_id       text,
  waiting       boolean not null default false,
  -- Its row before.
  kept          jsonb   not null,
  primary key (workspace_id, conversion_id, task_id),
  foreign key (workspace_id, conversion_id) references conversion,
  foreign key (workspace_id, task_id) references task,
  foreign key (workspace_id, run_id) references run deferrable initially deferred
);
create index converted_task_waiting on converted_task (workspace_id, run_id) where waiting;
create index converted_task_task on converted_task (workspace_id, task_id);
call raise_wall('converted_task');
grant select, insert, update on converted_task to {{app}};

-- A run that goes on as this project, and stands still as long as it does.
alter table run add column as_project uuid;
-- Tasks of a project wait for it to come to their steps.
alter table run add column adopts boolean not null default false;
alter table run add foreign key (workspace_id, as_project) references project;
create index run_as_project on run (workspace_id, as_project) where as_project is not null;
alter table run
  drop constraint run_started_via_check,
  add constraint run_started_via_check check (started_via in ('hand', 'form', 'cadence', 'handover', 'key', 'run', 'mail', 'project'));
