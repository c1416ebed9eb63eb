-- Projects and tasks. A task has one home: a run, a project, or a person's own list.

create table project (
  workspace_id   uuid        not null references workspace,
  project_id     uuid        not null,
  name           text        not null,
  goal           text        not null default '',
  end_condition  text        not null default '',
  -- Wall-clock time of the workspace's zone, YYYY-MM-DDTHH:MM.
  start          text        not null,
  finish         text,
  owner_id       uuid        references identity.person (id),
  everyone       text        check (everyone in ('manager', 'editor', 'contributor', 'viewer')),
  calendar_id    uuid,
  columns        text[]      not null,
  opened_by_run  uuid,
  opened_by_step text,
  -- The activation of that step, which the run's command takes when the project ends.
  opened_by_task uuid,
  created_at     timestamptz not null default now(),
  version        integer     not null default 1,
  primary key (workspace_id, project_id),
  foreign key (workspace_id, calendar_id) references calendar,
  foreign key (workspace_id, opened_by_run) references run
);
create index project_run on project (workspace_id, opened_by_run) where opened_by_run is not null;
call raise_wall('project');
grant select, insert, update on project to {{app}};

create table project_completion (
  workspace_id uuid        not null,
  project_id   uuid        not null,
  completed_by uuid        references identity.person (id),
  completed_at timestamptz not null default now(),
  note         text        not null,
  primary key (workspace_id, project_id),
  foreign key (workspace_id, project_id) references project
);
call raise_wall('project_completion');
grant select, insert, delete on project_completion to {{app}};

create table task (
  workspace_id    uuid        not null references workspace,
  task_id         uuid        not null,
  run_id          uuid,
  project_id      uuid,
  person_id       uuid        references identity.person (id),
  title           text        not null,
  notes           text        not null default '',
  owner_id        uuid        references identity.person (id),
  team_id         uuid,
  created_by      uuid        references identity.person (id),
  created_at      timestamptz not null default now(),
  due_at          timestamptz,
  not_before      timestamptz,
  priority        smallint    not null default 0 check (priority between 0 and 3),
  -- When it stopped being open, for the indexes of open work; who and why stand in its completion or waiver.
  closed_at       timestamptz,
  closed_as       text        check (closed_as in ('completed', 'skipped', 'withdrawn')),
  deleted_at      timestamptz,
  -- Of a run's step.
  step_id         text,
  step_kind       text        check (step_kind in ('task', 'approval')),
  round           integer,
  open_question   text,
  -- Of a project's plan.
  parent_id       uuid,
  position        text        not null default '' collate "C",
  board_column    text,
  milestone       boolean     not null default false,
  working_minutes integer     not null default 0,
  not_before_wall text,
  deadline_wall   text,
  version         integer     not null default 1,
  primary key (workspace_id, task_id),
  check (num_nonnulls(run_id, project_id, person_id) = 1),
  check ((closed_at is null) = (closed_as is null)),
  foreign key (workspace_id, run_id) references run,
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, team_id) references team,
  foreign key (workspace_id, parent_id) references task deferrable initially deferred
);
create index task_open_owner on task (workspace_id, owner_id) where closed_at is null and deleted_at is null;
create index task_open_team on task (workspace_id, team_id) where closed_at is null and deleted_at is null and owner_id is null;
create index task_created_by on task (workspace_id, created_by) where closed_at is null and deleted_at is null;
create index task_run on task (workspace_id, run_id) where run_id is not null;
create index task_project on task (workspace_id, project_id) where project_id is not null;
create index task_parent on task (workspace_id, parent_id) where parent_id is not null;
call raise_wall('task');
grant select, insert, update on task to {{app}};

alter table question add foreign key (workspace_id, task_id) references task;

create table completion (
  workspace_id uuid        not null,
  task_id      uuid        not null,
  completed_by uuid        references identity.person (id),
  completed_at timestamptz not null default now(),
  primary key (workspace_id, task_id),
  foreign key (workspace_id, task_id) references task
);
create index completion_by on completion (workspace_id, completed_by, completed_at);
call raise_wall('completion');
grant select, insert, delete on completion to {{app}};

-- A step that was skipped, with the reason: not done.
create table waiver (
  workspace_id uuid        not null,
  task_id      uuid        not null,
  waived_by    uuid        references identity.person (id),
  waived_at    timestamptz not null default now(),
  reason       text        not null,
  primary key (workspace_id, task_id),
  foreign key (workspace_id, task_id) references task
);
call raise_wall('waiver');
grant select, insert on waiver to {{app}};

-- What an approver decided.
create table approval (
  workspace_id uuid        not null,
  task_id      uuid        not null,
  decided_by   uuid        references identity.person (id),
  decided_at   timestamptz not null default now(),
  verdict      text        not null check (verdict in ('approved', 'rejected')),
  comment      text        not null,
  primary key (workspace_id, task_id),
  foreign key (workspace_id, task_id) references task
);
call raise_wall('approval');
grant select, insert on approval to {{app}};

create table comment (
  workspace_id    uuid        not null,
  comment_id      uuid        not null,
  task_id         uuid        not null,
  author_id       uuid        references identity.person (id),
  imported_author text,
  text            text        not null,
  at              timestamptz not null default now(),
  deleted_at      timestamptz,
  primary key (workspace_id, comment_id),
  foreign key (workspace_id, task_id) references task
);
create index comment_task on comment (workspace_id, task_id, at);
call raise_wall('comment');
grant select, insert, update on comment to {{app}};

create table link (
  workspace_id uuid    not null,
  link_id      uuid    not null,
  project_id   uuid    not null,
  from_id      uuid    not null,
  to_id        uuid    not null,
  type         text    not null check (type in ('FS', 'SS', 'FF', 'SF')),
  lag_minutes  integer not null default 0,
  lag_kind     text    not null check (lag_kind in ('working', 'elapsed')),
  version      integer not null default 1,
  primary key (workspace_id, link_id),
  unique (workspace_id, from_id, to_id),
  check (from_id <> to_id),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, from_id) references task,
  foreign key (workspace_id, to_id) references task
);
create index link_project on link (workspace_id, project_id);
create index link_to on link (workspace_id, to_id);
call raise_wall('link');
grant select, insert, update, delete on link to {{app}};

-- What the two passes computed, kept so that My day can rank by it. Rewritten with each change of the plan.
create table schedule_entry (
  workspace_id uuid    not null,
  task_id      uuid    not null,
  project_id   uuid    not null,
  start        text    not null,
  finish       text    not null,
  finish_at    timestamptz not null,
  critical     boolean not null,
  primary key (workspace_id, task_id),
  foreign key (workspace_id, task_id) references task
);
create index schedule_entry_project on schedule_entry (workspace_id, project_id);
call raise_wall('schedule_entry');
grant select, insert, update, delete on schedule_entry to {{app}};

create table notice (
  workspace_id uuid        not null,
  notice_id    uuid        not null,
  person_id    uuid        not null,
  kind         text        not null,
  act          boolean     not null,
  at           timestamptz not null,
  actor_id     uuid        references identity.person (id),
  subject_kind text        not null,
  subject_id   uuid        not null,
  title        text        not null,
  why          text        not null,
  read_at      timestamptz,
  -- The event it tells of: a reader that starts over tells nobody twice.
  epoch        bigint      not null,
  seq          bigint      not null,
  primary key (workspace_id, notice_id),
  unique (workspace_id, person_id, epoch, seq, kind),
  foreign key (workspace_id, person_id) references membership on delete cascade
);
create index notice_person on notice (workspace_id, person_id, at desc);
create index notice_unread on notice (workspace_id, person_id) where read_at is null;
create index notice_subject on notice (workspace_id, subject_id);
call raise_wall('notice');
grant select, insert, update, delete on notice to {{app}};
