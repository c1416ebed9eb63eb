-- What a task's plan says beside its length: a constraint, when it was begun and what is left, a pin, pauses.
alter table task add column planning jsonb not null default '{}' check (jsonb_typeof(planning) = 'object');

-- A lag may be a share of the task before it.
alter table link drop constraint link_lag_kind_check;
alter table link add constraint link_lag_kind_check check (lag_kind in ('working', 'elapsed', 'percent'));

-- A frozen copy of a schedule, under a name.
create table baseline (
  workspace_id uuid        not null,
  baseline_id  uuid        not null,
  project_id   uuid        not null,
  name         text        not null,
  taken_at     timestamptz not null default now(),
  taken_by     uuid        references identity.person (id),
  finish       text        not null,
  -- [{ task, title, start, finish, minutes }]
  entries      jsonb       not null,
  primary key (workspace_id, baseline_id),
  foreign key (workspace_id, project_id) references project
);
create index baseline_project on baseline (workspace_id, project_id);
call raise_wall('baseline');
grant select, insert, delete on baseline to {{app}};
