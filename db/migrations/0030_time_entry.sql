-- Time that somebody worked on a task, and the clock that is running for it; who follows a task.

create table time_entry (
  workspace_id uuid        not null references workspace,
  entry_id     uuid        not null,
  task_id      uuid        not null,
  person_id    uuid        not null references identity.person (id),
  day          date        not null,
  minutes      integer     not null check (minutes between 1 and 1440),
  note         text        not null default '',
  created_at   timestamptz not null default now(),
  deleted_at   timestamptz,
  primary key (workspace_id, entry_id),
  foreign key (workspace_id, task_id) references task
);
create index time_entry_task on time_entry (workspace_id, task_id, day);
create index time_entry_person on time_entry (workspace_id, person_id, day);
call raise_wall('time_entry');
grant select, insert, update on time_entry to {{app}};

-- One at a time for each person: nobody works on two things at once.
create table timer (
  workspace_id uuid        not null,
  person_id    uuid        not null,
  task_id      uuid        not null,
  started_at   timestamptz not null,
  primary key (workspace_id, person_id),
  foreign key (workspace_id, person_id) references membership on delete cascade,
  foreign key (workspace_id, task_id) references task
);
create index timer_task on timer (workspace_id, task_id);
call raise_wall('timer');
grant select, insert, update, delete on timer to {{app}};

create table following (
  workspace_id uuid        not null,
  task_id      uuid        not null,
  person_id    uuid        not null,
  since        timestamptz not null default now(),
  primary key (workspace_id, task_id, person_id),
  foreign key (workspace_id, task_id) references task,
  foreign key (workspace_id, person_id) references membership on delete cascade
);
create index following_person on following (workspace_id, person_id);
call raise_wall('following');
grant select, insert, delete on following to {{app}};
