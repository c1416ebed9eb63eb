-- Who has to approve a draft before it is published, and when a procedure is looked at again.

alter table process
  add column approver_id   uuid        references identity.person (id),
  add column review_months integer     check (review_months between 1 and 60),
  add column review_due_at timestamptz;

-- A draft as it was put before the approver, and what became of it; at most one is open for a process.
create table submission (
  workspace_id  uuid        not null,
  submission_id uuid        not null,
  process_id    uuid        not null,
  draft_version integer     not null,
  definition    jsonb       not null,
  note          text        not null,
  made_by       uuid        references identity.person (id),
  made_at       timestamptz not null default now(),
  decided_by    uuid        references identity.person (id),
  decided_at    timestamptz,
  verdict       text        check (verdict in ('approved', 'returned', 'withdrawn')),
  word          text        not null default '',
  primary key (workspace_id, submission_id),
  check ((decided_at is null) = (verdict is null)),
  foreign key (workspace_id, process_id) references process
);
create unique index submission_open on submission (workspace_id, process_id) where verdict is null;
create index submission_process on submission (workspace_id, process_id, made_at);
call raise_wall('submission');
grant select, insert, update on submission to {{app}};

-- That somebody looked at a procedure and found it still right.
create table confirmation (
  workspace_id    uuid        not null,
  confirmation_id uuid        not null,
  process_id      uuid        not null,
  revision        integer     not null,
  note            text        not null,
  confirmed_by    uuid        references identity.person (id),
  confirmed_at    timestamptz not null default now(),
  primary key (workspace_id, confirmation_id),
  foreign key (workspace_id, process_id, revision) references revision
);
create index confirmation_process on confirmation (workspace_id, process_id, confirmed_at);
call raise_wall('confirmation');
grant select, insert on confirmation to {{app}};
