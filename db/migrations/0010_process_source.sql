-- The foreign file that a process came from, kept whole: what Rondo does not run of it is there again when it is written.

create table process_source (
  workspace_id uuid not null,
  process_id   uuid not null,
  format       text not null check (format in ('bpmn')),
  -- Which process of the file.
  element      text not null,
  text         text not null,
  primary key (workspace_id, process_id),
  foreign key (workspace_id, process_id) references process
);
call raise_wall('process_source');
grant select, insert on process_source to {{app}};
