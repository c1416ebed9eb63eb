-- Moves of open runs onto another revision, each with what a run was before, so that it can be taken back for a while.

create table move (
  workspace_id uuid        not null,
  move_id      uuid        not null,
  process_id   uuid        not null,
  revision     integer     not null,
  reason       text        not null,
  moved_by     uuid        references identity.person (id),
  moved_at     timestamptz not null default now(),
  undone_by    uuid        references identity.person (id),
  undone_at    timestamptz,
  primary key (workspace_id, move_id),
  foreign key (workspace_id, process_id, revision) references revision
);
create index move_process on move (workspace_id, process_id, moved_at);
call raise_wall('move');
grant select, insert, update on move to {{app}};

create table moved_run (
  workspace_id  uuid    not null,
  move_id       uuid    not null,
  run_id        uuid    not null,
  from_revision integer not null,
  -- The run before, and how many events it had after; the state is let go with the time in which a move can be taken back.
  state         jsonb,
  version       integer not null,
  targets       jsonb   not null,
  back          boolean not null default false,
  primary key (workspace_id, move_id, run_id),
  foreign key (workspace_id, move_id) references move,
  foreign key (workspace_id, run_id) references run
);
create index moved_run_run on moved_run (workspace_id, run_id);
call raise_wall('moved_run');
grant select, insert, update on moved_run to {{app}};

-- Finishes on the revision that it is on, whatever is published: nobody is asked about it again.
alter table run add column finishes boolean not null default false;
