-- A plan tried otherwise: what is assumed in place of what stands in it. It moves nothing until it is adopted.
create table alternative (
  workspace_id   uuid        not null,
  alternative_id uuid        not null,
  project_id     uuid        not null,
  name           text        not null,
  made_by        uuid        references identity.person (id),
  made_at        timestamptz not null default now(),
  start          text,
  -- { tasks: [{ taskId, … }], linked: [link], unlinked: [link id] }
  assumed        jsonb       not null default '{"tasks":[],"linked":[],"unlinked":[]}',
  -- Once it is the plan: { by, at, was: what the plan had in its place, put: what it has since }
  adopted        jsonb,
  version        integer     not null default 1,
  primary key (workspace_id, alternative_id),
  foreign key (workspace_id, project_id) references project
);
create index alternative_project on alternative (workspace_id, project_id);
call raise_wall('alternative');
grant select, insert, update, delete on alternative to {{app}};
