-- What people's time is promised to, levellings of plans that were proposed, and forecasts that were shown.

create table capacity (
  workspace_id     uuid     not null references workspace,
  person_id        uuid     not null references identity.person (id),
  reserved_percent smallint not null default 0 check (reserved_percent between 0 and 100),
  leave            jsonb    not null default '[]',
  version          integer  not null default 1,
  primary key (workspace_id, person_id)
);
call raise_wall('capacity');
grant select, insert, update, delete on capacity to {{app}};

create table levelling (
  workspace_id      uuid        not null,
  levelling_id      uuid        not null,
  project_id        uuid        not null,
  made_by           uuid        references identity.person (id),
  made_at           timestamptz not null default now(),
  state             text        not null check (state in ('running', 'proposed', 'cancelled', 'failed')),
  -- Wall-clock time of the plan, as tasks have it.
  finish            text,
  unlevelled_finish text,
  moves             jsonb       not null default '[]',
  findings          jsonb       not null default '[]',
  -- Of each task that was accepted: what it might not begin before until then.
  accepted          jsonb       not null default '[]',
  version           integer     not null default 1,
  primary key (workspace_id, levelling_id),
  foreign key (workspace_id, project_id) references project
);
create index levelling_project on levelling (workspace_id, project_id, made_at);
call raise_wall('levelling');
grant select, insert, update on levelling to {{app}};

create table forecast (
  workspace_id uuid        not null,
  forecast_id  uuid        not null,
  project_id   uuid        not null,
  made_at      timestamptz not null default now(),
  p50          text        not null,
  p80          text        not null,
  p95          text        not null,
  basis        jsonb       not null,
  primary key (workspace_id, forecast_id),
  foreign key (workspace_id, project_id) references project
);
create index forecast_project on forecast (workspace_id, project_id, made_at);
call raise_wall('forecast');
grant select, insert on forecast to {{app}};
