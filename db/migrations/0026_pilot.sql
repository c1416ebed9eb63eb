-- A revision that a team or a share of the new runs tries before everybody; at most one at a time for a process.

create table pilot (
  workspace_id uuid        not null,
  pilot_id     uuid        not null,
  process_id   uuid        not null,
  revision     integer     not null,
  team_id      uuid,
  share        integer     check (share between 1 and 99),
  begun_by     uuid        references identity.person (id),
  begun_at     timestamptz not null default now(),
  ended_by     uuid        references identity.person (id),
  ended_at     timestamptz,
  ended_as     text        check (ended_as in ('promoted', 'withdrawn')),
  primary key (workspace_id, pilot_id),
  check ((ended_at is null) = (ended_as is null)),
  foreign key (workspace_id, process_id, revision) references revision
);
create unique index pilot_open on pilot (workspace_id, process_id) where ended_at is null;
call raise_wall('pilot');
grant select, insert, update on pilot to {{app}};

-- The ring that put a run on its revision.
alter table run add column pilot_id uuid;
alter table run add foreign key (workspace_id, pilot_id) references pilot;
