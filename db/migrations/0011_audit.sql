-- Audits: files that were compared, what they are, and what became of them. ("survey" here, because the journal's reading is called audit.)
create table survey (
  workspace_id uuid        not null references workspace,
  survey_id    uuid        not null,
  name         text        not null,
  made_by      uuid        references identity.person (id),
  made_at      timestamptz not null default now(),
  shared       boolean     not null default false,
  version      integer     not null default 1,
  compared_at  timestamptz,
  result       jsonb       not null default '{"containers": [], "families": []}',
  -- Figures that a person put in the place of those counted, and what was made of families, both by the family's id.
  figures      jsonb       not null default '{}',
  adopted      jsonb       not null default '{}',
  primary key (workspace_id, survey_id)
);
call raise_wall('survey');
grant select, insert, update, delete on survey to {{app}};

create table survey_file (
  workspace_id uuid    not null,
  survey_id    uuid    not null,
  number       integer not null,
  file_name    text    not null,
  -- Kept until the audit is taken away, so that a project found in it can be imported.
  bytes        bytea   not null,
  containers   jsonb   not null,
  findings     jsonb   not null,
  refused      jsonb,
  primary key (workspace_id, survey_id, number),
  foreign key (workspace_id, survey_id) references survey on delete cascade
);
call raise_wall('survey_file');
grant select, insert, update, delete on survey_file to {{app}};
