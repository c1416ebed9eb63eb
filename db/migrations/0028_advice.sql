-- Why something is a process or a project: what was answered, and what history said then.
create table advice (
  workspace_id uuid        not null references workspace,
  -- Of a process or a project.
  space_id     uuid        not null,
  kind         text        not null check (kind in ('process', 'project')),
  about        text        not null,
  answers      jsonb       not null,
  -- The nearest existing work at that moment; null where nobody looked.
  history      jsonb,
  given_by     uuid        references identity.person (id),
  given_at     timestamptz not null default now(),
  version      integer     not null default 1,
  primary key (workspace_id, space_id)
);
call raise_wall('advice');
grant select, insert, update on advice to {{app}};

-- A project that is like others, found by looking; said once. What it is like is told again by what the reader may see.
create table likeness (
  workspace_id uuid        not null,
  project_id   uuid        not null,
  -- Projects and processes.
  others       uuid[]      not null,
  found_at     timestamptz not null default now(),
  dismissed_by uuid        references identity.person (id),
  dismissed_at timestamptz,
  process_id   uuid,
  primary key (workspace_id, project_id),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, process_id) references process
);
call raise_wall('likeness');
grant select, insert, update on likeness to {{app}};

-- What an organisation thinks answers and signs are worth, in the place of the published weights.
create table judgement (
  workspace_id uuid    not null references workspace,
  -- The subject of its events.
  judgement_id uuid    not null default gen_random_uuid(),
  advice       jsonb   not null default '{}',
  audit        jsonb   not null default '{}',
  version      integer not null default 1,
  primary key (workspace_id, judgement_id),
  unique (workspace_id)
);
call raise_wall('judgement');
grant select, insert, update on judgement to {{app}};
