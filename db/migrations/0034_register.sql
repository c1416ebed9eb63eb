-- What a project keeps beside its plan: risks, decisions, stakeholders, scope, deliverables, gates, lessons, costs, reports.

create table register_entry (
  workspace_id uuid        not null,
  entry_id     uuid        not null,
  project_id   uuid        not null,
  kind         text        not null check (kind in ('risk', 'decision', 'stakeholder', 'scope', 'deliverable', 'gate', 'lesson', 'cost', 'report')),
  title        text        not null,
  notes        text        not null default '',
  owner_id     uuid        references identity.person (id),
  -- The milestone of a gate or deliverable, the task of a cost.
  task_id      uuid,
  -- When it was decided or paid, is due, or is to be looked at next.
  day          date,
  -- What only its kind has.
  said         jsonb       not null default '{}' check (jsonb_typeof(said) = 'object'),
  created_by   uuid        references identity.person (id),
  created_at   timestamptz not null default now(),
  version      integer     not null default 1,
  primary key (workspace_id, entry_id),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, task_id) references task
);
create index register_entry_project on register_entry (workspace_id, project_id, kind);
create index register_entry_task on register_entry (workspace_id, task_id) where task_id is not null;
call raise_wall('register_entry');
grant select, insert, update, delete on register_entry to {{app}};

-- What became of an entry: a risk that happened, a gate that was passed or waived, a deliverable that was accepted.
create table settlement (
  workspace_id uuid        not null,
  entry_id     uuid        not null,
  outcome      text        not null check (outcome in ('happened', 'passed', 'waived', 'accepted', 'dropped', 'superseded')),
  note         text        not null,
  settled_by   uuid        references identity.person (id),
  settled_at   timestamptz not null default now(),
  primary key (workspace_id, entry_id),
  foreign key (workspace_id, entry_id) references register_entry on delete cascade
);
call raise_wall('settlement');
grant select, insert, delete on settlement to {{app}};

-- Each time a risk was rated: what its exposure was, and when.
create table risk_rating (
  workspace_id uuid        not null,
  entry_id     uuid        not null,
  rated_at     timestamptz not null default clock_timestamp(),
  rated_by     uuid        references identity.person (id),
  likelihood   smallint    not null check (likelihood between 1 and 5),
  impact       smallint    not null check (impact between 1 and 5),
  primary key (workspace_id, entry_id, rated_at),
  foreign key (workspace_id, entry_id) references register_entry on delete cascade
);
call raise_wall('risk_rating');
grant select, insert, delete on risk_rating to {{app}};

-- What a project may cost, and what an hour of whom does. Amounts are hundredths of the currency.
create table budget (
  workspace_id uuid    not null,
  project_id   uuid    not null,
  currency     text    not null check (currency ~ '^[A-Z]{3}$'),
  amount       bigint,
  rates        jsonb   not null default '[]',
  version      integer not null default 1,
  primary key (workspace_id, project_id),
  foreign key (workspace_id, project_id) references project
);
call raise_wall('budget');
grant select, insert, update on budget to {{app}};
