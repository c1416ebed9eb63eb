-- Views over tasks, runs and projects; fields of one's own on them.

-- A field of a project is on its tasks, one of a process on its runs and their steps, one of neither on all of the workspace.
create table custom_field (
  workspace_id uuid        not null references workspace,
  field_id     uuid        not null,
  project_id   uuid,
  process_id   uuid,
  name         text        not null,
  type         text        not null check (type in ('text', 'number', 'date', 'choice', 'person', 'yesNo')),
  choices      text[]      not null default '{}',
  created_by   uuid        references identity.person (id),
  created_at   timestamptz not null default now(),
  deleted_at   timestamptz,
  version      integer     not null default 1,
  primary key (workspace_id, field_id),
  check (num_nonnulls(project_id, process_id) <= 1),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, process_id) references process
);
call raise_wall('custom_field');
grant select, insert, update on custom_field to {{app}};

-- What stands in them, by field: beside what it belongs to, so that reading a thousand rows reads them too.
alter table task add column fields jsonb not null default '{}', add column spent_minutes integer not null default 0;
alter table run add column fields jsonb not null default '{}';
alter table project add column fields jsonb not null default '{}';

create table view (
  workspace_id uuid        not null references workspace,
  view_id      uuid        not null,
  name         text        not null,
  owner_id     uuid        not null references identity.person (id),
  shared       boolean     not null,
  definition   jsonb       not null,
  created_at   timestamptz not null default now(),
  version      integer     not null default 1,
  primary key (workspace_id, view_id)
);
create index view_owner on view (workspace_id, owner_id);
call raise_wall('view');
grant select, insert, update, delete on view to {{app}};

-- A view at somebody's side.
create table view_pin (
  workspace_id uuid        not null,
  view_id      uuid        not null,
  person_id    uuid        not null,
  pinned_at    timestamptz not null default now(),
  primary key (workspace_id, view_id, person_id),
  foreign key (workspace_id, view_id) references view on delete cascade,
  foreign key (workspace_id, person_id) references membership on delete cascade
);
create index view_pin_person on view_pin (workspace_id, person_id);
call raise_wall('view_pin');
grant select, insert, delete on view_pin to {{app}};
