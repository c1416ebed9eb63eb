-- Who is in a file that was imported, and which member each of them is: by mail address, by hand, or as was said before.

create table import_person (
  workspace_id uuid    not null,
  import_id    uuid    not null,
  person_no    integer not null,
  project_id   uuid    not null,
  source_id    text    not null,
  name         text    not null,
  username     text,
  email        text,
  -- What they are known by in later files: the mail address, else the user name, else the name, within the format.
  mark         text    not null,
  person_id    uuid    references identity.person (id),
  how          text    check (how in ('mail', 'hand', 'before')),
  primary key (workspace_id, import_id, person_no),
  foreign key (workspace_id, import_id) references import on delete cascade
);
call raise_wall('import_person');
grant select, insert, update on import_person to {{app}};

create table known_person (
  workspace_id uuid        not null references workspace,
  known_id     uuid        not null,
  mark         text        not null,
  -- Null: said to be nobody here.
  person_id    uuid        references identity.person (id),
  chosen_by    uuid        references identity.person (id),
  chosen_at    timestamptz not null default now(),
  version      integer     not null default 1,
  primary key (workspace_id, known_id),
  unique (workspace_id, mark)
);
call raise_wall('known_person');
grant select, insert, update on known_person to {{app}};

alter table import_record
  drop constraint import_record_kind_check,
  add constraint import_record_kind_check check (kind in ('project', 'list', 'task', 'checklist', 'item', 'label', 'member', 'field', 'attachment', 'event', 'assignment'));
create index import_record_source on import_record (workspace_id, source_id) where kind = 'project';
