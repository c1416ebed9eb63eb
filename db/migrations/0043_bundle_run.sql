-- Runs that together are a task of a plan: "three onboardings". Which process and how many stands in the task's planning.
create table bundle_run (
  workspace_id uuid        not null,
  run_id       uuid        not null,
  task_id      uuid        not null,
  begun_by     uuid        references identity.person (id),
  begun_at     timestamptz not null default now(),
  primary key (workspace_id, run_id),
  foreign key (workspace_id, run_id) references run,
  foreign key (workspace_id, task_id) references task
);
create index bundle_run_task on bundle_run (workspace_id, task_id);
call raise_wall('bundle_run');
grant select, insert on bundle_run to {{app}};
