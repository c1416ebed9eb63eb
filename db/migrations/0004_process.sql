-- Processes, their revisions, runs and cadences.

create table process (
  workspace_id   uuid        not null references workspace,
  process_id     uuid        not null,
  name           text        not null,
  owner_id       uuid        references identity.person (id),
  everyone       text        check (everyone in ('manager', 'editor', 'contributor', 'viewer')),
  calendar_id    uuid,
  fillings       jsonb       not null default '[]',
  draft          jsonb       not null,
  draft_version  integer     not null default 1,
  draft_changed  boolean     not null default true,
  published      integer,
  intake_id      uuid,
  intake_title   text,
  intake_note    text,
  retired_at     timestamptz,
  runs_started   integer     not null default 0,
  created_at     timestamptz not null default now(),
  version        integer     not null default 1,
  primary key (workspace_id, process_id),
  foreign key (workspace_id, calendar_id) references calendar
);
call raise_wall('process');
grant select, insert, update on process to {{app}};

create table revision (
  workspace_id uuid        not null,
  process_id   uuid        not null,
  number       integer     not null,
  definition   jsonb       not null,
  note         text        not null,
  published_by uuid        references identity.person (id),
  published_at timestamptz not null default now(),
  primary key (workspace_id, process_id, number),
  foreign key (workspace_id, process_id) references process
);
call raise_wall('revision');
grant select, insert on revision to {{app}};

create table run (
  workspace_id    uuid        not null,
  run_id          uuid        not null,
  process_id      uuid        not null,
  revision        integer     not null,
  number          integer     not null,
  title           text        not null,
  state           jsonb       not null,
  status          text        not null check (status in ('running', 'completed', 'cancelled')),
  outcome         text        check (outcome in ('delivered', 'rejected', 'cancelled')),
  fillings        jsonb       not null,
  started_by      uuid        references identity.person (id),
  started_via     text        not null check (started_via in ('hand', 'form', 'cadence', 'handover', 'key')),
  started_at      timestamptz not null default now(),
  ended_at        timestamptz,
  requester_id    uuid        references identity.person (id),
  requester_name  text,
  requester_email text,
  -- The unguessable part of the requester's page.
  request_id      uuid        not null default gen_random_uuid(),
  version         integer     not null default 1,
  primary key (workspace_id, run_id),
  unique (workspace_id, process_id, number),
  unique (workspace_id, request_id),
  foreign key (workspace_id, process_id, revision) references revision
);
create index run_process on run (workspace_id, process_id, started_at);
create index run_open on run (workspace_id, process_id) where status = 'running';
create index run_requester on run (workspace_id, requester_id);
call raise_wall('run');
grant select, insert, update on run to {{app}};

create table question (
  workspace_id uuid        not null,
  question_id  uuid        not null,
  run_id       uuid        not null,
  task_id      uuid        not null,
  text         text        not null,
  asked_by     uuid        references identity.person (id),
  asked_at     timestamptz not null default now(),
  -- Null: the requester.
  to_person_id uuid        references identity.person (id),
  answer       text,
  answered_by  uuid        references identity.person (id),
  answered_at  timestamptz,
  primary key (workspace_id, question_id),
  foreign key (workspace_id, run_id) references run
);
create index question_run on question (workspace_id, run_id);
create index question_open on question (workspace_id, to_person_id) where answered_at is null;
call raise_wall('question');
grant select, insert, update on question to {{app}};

create table cadence (
  workspace_id uuid        not null,
  cadence_id   uuid        not null,
  process_id   uuid        not null,
  name         text        not null,
  rule         jsonb       not null,
  start        date        not null,
  until        date,
  catch_up     text        not null check (catch_up in ('all', 'latest', 'none')),
  paused       boolean     not null default false,
  -- Occurrences up to here are dealt with.
  done_until   timestamptz not null,
  created_by   uuid        references identity.person (id),
  version      integer     not null default 1,
  primary key (workspace_id, cadence_id),
  foreign key (workspace_id, process_id) references process
);
create index cadence_process on cadence (workspace_id, process_id);
call raise_wall('cadence');
grant select, insert, update, delete on cadence to {{app}};

-- One due moment of a cadence, started once or recorded as missed.
create table occurrence (
  workspace_id uuid        not null,
  cadence_id   uuid        not null,
  due_at       timestamptz not null,
  run_id       uuid,
  missed       boolean     not null default false,
  primary key (workspace_id, cadence_id, due_at),
  foreign key (workspace_id, cadence_id) references cadence on delete cascade,
  foreign key (workspace_id, run_id) references run
);
call raise_wall('occurrence');
grant select, insert on occurrence to {{app}};
