-- The files of a project's tasks go along into its template: bytes of their own, so that the template outlives the project.
create table template_file (
  workspace_id uuid    not null,
  template_id  uuid    not null,
  file_id      uuid    not null,
  -- The task's place in the template's list.
  task         integer not null,
  name         text    not null,
  media        text    not null,
  size         integer not null,
  digest       bytea   not null,
  bytes        bytea   not null,
  primary key (workspace_id, template_id, file_id),
  foreign key (workspace_id, template_id) references project_template on delete cascade
);
alter table template_file alter column bytes set storage external;
call raise_wall('template_file');
grant select, insert on template_file to {{app}};
