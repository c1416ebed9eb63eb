-- Mail that comes in: answers to notices, and letters that start runs.

alter table outgoing_mail add column reply_to text;

-- An address that one person alone was told: what comes there is said about the task as theirs.
create table reply_address (
  workspace_id uuid        not null,
  reply_id     uuid        not null,
  person_id    uuid        not null,
  task_id      uuid        not null,
  made_at      timestamptz not null default now(),
  primary key (workspace_id, reply_id),
  unique (workspace_id, person_id, task_id),
  foreign key (workspace_id, person_id) references membership on delete cascade,
  foreign key (workspace_id, task_id) references task on delete cascade
);
call raise_wall('reply_address');
grant select, insert, update on reply_address to {{app}};

-- Letters that were taken, by what they are told apart by.
create table letter (
  workspace_id uuid        not null references workspace,
  letter_hash  bytea       not null,
  taken_at     timestamptz not null default now(),
  primary key (workspace_id, letter_hash)
);
call raise_wall('letter');
grant select, insert on letter to {{app}};

alter table run
  drop constraint run_started_via_check,
  add constraint run_started_via_check check (started_via in ('hand', 'form', 'cadence', 'handover', 'key', 'run', 'mail'));
