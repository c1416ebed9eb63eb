-- Handovers: a contract between a project and a process.

create table handover (
  workspace_id          uuid        not null,
  handover_id           uuid        not null,
  project_id            uuid        not null,
  task_id               uuid,
  process_id            uuid        not null,
  receiver_id           uuid        references identity.person (id),
  title                 text        not null,
  contents              text        not null,
  accept_within_minutes integer,
  created_by            uuid        references identity.person (id),
  created_at            timestamptz not null default now(),
  run_id                uuid,
  version               integer     not null default 1,
  primary key (workspace_id, handover_id),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, task_id) references task,
  foreign key (workspace_id, process_id) references process,
  foreign key (workspace_id, run_id) references run
);
create index handover_project on handover (workspace_id, project_id);
create index handover_process on handover (workspace_id, process_id);
create index handover_task on handover (workspace_id, task_id) where task_id is not null;
call raise_wall('handover');
grant select, insert, update on handover to {{app}};

-- Each time it was offered, and what came of it: the acceptance or the return, with its reason.
create table handover_offer (
  workspace_id uuid        not null,
  handover_id  uuid        not null,
  round        integer     not null,
  offered_by   uuid        references identity.person (id),
  offered_at   timestamptz not null default now(),
  accept_by    timestamptz,
  decision     text        check (decision in ('accepted', 'returned')),
  decided_by   uuid        references identity.person (id),
  decided_at   timestamptz,
  reason       text,
  primary key (workspace_id, handover_id, round),
  foreign key (workspace_id, handover_id) references handover
);
call raise_wall('handover_offer');
grant select, insert, update on handover_offer to {{app}};

create table handover_item (
  workspace_id uuid        not null,
  item_id      uuid        not null,
  handover_id  uuid        not null,
  position     integer     not null,
  text         text        not null,
  accepted_by  uuid        references identity.person (id),
  accepted_at  timestamptz,
  primary key (workspace_id, item_id),
  foreign key (workspace_id, handover_id) references handover
);
create index handover_item_of on handover_item (workspace_id, handover_id);
call raise_wall('handover_item');
grant select, insert, update on handover_item to {{app}};

-- Files that were read in, with both counts.
create table import (
  workspace_id uuid        not null references workspace,
  import_id    uuid        not null,
  file_name    text        not null,
  sha256       bytea       not null,
  format       text        not null,
  imported_by  uuid        references identity.person (id),
  imported_at  timestamptz not null default now(),
  counts       jsonb       not null,
  made         jsonb       not null,
  findings     jsonb       not null,
  -- Null while it is being written in chunks; a row without it is swept with what it made.
  finished_at  timestamptz,
  primary key (workspace_id, import_id)
);
create index import_file on import (workspace_id, sha256);
call raise_wall('import');
grant select, insert, update, delete on import to {{app}};
