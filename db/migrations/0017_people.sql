-- Who manages whom, who stands in for whom, and whose turn it is.

alter table membership add column manager_id uuid;
alter table membership add foreign key (workspace_id, manager_id) references membership (workspace_id, person_id) on delete set null (manager_id);

alter table capacity add column stand_in_id uuid;
alter table capacity add foreign key (workspace_id, stand_in_id) references membership (workspace_id, person_id) on delete set null (stand_in_id);

-- To whom a step of a process (or one role of it) was given, the latest last.
create table rotation (
  workspace_id uuid   not null,
  process_id   uuid   not null,
  part         text   not null,
  turns        uuid[] not null default '{}',
  primary key (workspace_id, process_id, part),
  foreign key (workspace_id, process_id) references process
);
call raise_wall('rotation');
grant select, insert, update on rotation to {{app}};
