-- A project kept to make others from: all of its plan, its fields, register, handovers and documents, with roles in the place of people.
create table project_template (
  workspace_id uuid        not null references workspace,
  template_id  uuid        not null,
  name         text        not null,
  about        text        not null default '',
  made_by      uuid        references identity.person (id),
  made_at      timestamptz not null default now(),
  content      jsonb       not null check (jsonb_typeof(content) = 'object'),
  primary key (workspace_id, template_id)
);
call raise_wall('project_template');
grant select, insert, delete on project_template to {{app}};
