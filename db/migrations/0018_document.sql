-- Documents: texts that several people write at the same time, in a project, in a process or on their own; and the
-- folders they stand in.

alter table event drop constraint event_home_kind_check;
alter table event add check (home_kind in ('workspace', 'process', 'project', 'run', 'task', 'person', 'admins', 'document'));

create table folder (
  workspace_id uuid        not null references workspace,
  folder_id    uuid        not null,
  -- Its home; neither: the workspace.
  project_id   uuid,
  process_id   uuid,
  parent_id    uuid,
  name         text        not null,
  created_by   uuid        references identity.person (id),
  created_at   timestamptz not null default now(),
  version      integer     not null default 1,
  primary key (workspace_id, folder_id),
  check (num_nonnulls(project_id, process_id) <= 1),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, process_id) references process,
  foreign key (workspace_id, parent_id) references folder
);
create index folder_home on folder (workspace_id, (coalesce(project_id, process_id)));
create index folder_parent on folder (workspace_id, parent_id) where parent_id is not null;
call raise_wall('folder');
grant select, insert, update, delete on folder to {{app}};

create table document (
  workspace_id uuid        not null references workspace,
  document_id  uuid        not null,
  project_id   uuid,
  process_id   uuid,
  folder_id    uuid,
  title        text        not null,
  template     boolean     not null default false,
  -- Of one on its own: what every member may do with it. Who else may stands in `share`.
  everyone     text        check (everyone in ('manager', 'editor', 'contributor', 'viewer')),
  created_by   uuid        references identity.person (id),
  created_at   timestamptz not null default now(),
  edited_by    uuid        references identity.person (id),
  edited_at    timestamptz not null default now(),
  -- The number of its last update.
  seq          integer     not null default 0,
  -- What it says as Markdown, for search and export: follows a moment after the last update.
  markdown     text        not null default '',
  deleted_at   timestamptz,
  deleted_by   uuid        references identity.person (id),
  version      integer     not null default 1,
  primary key (workspace_id, document_id),
  check (num_nonnulls(project_id, process_id) <= 1),
  foreign key (workspace_id, project_id) references project,
  foreign key (workspace_id, process_id) references process,
  foreign key (workspace_id, folder_id) references folder
);
create index document_home on document (workspace_id, (coalesce(project_id, process_id)), edited_at desc);
create index document_folder on document (workspace_id, folder_id) where folder_id is not null;
call raise_wall('document');
grant select, insert, update on document to {{app}};

-- What was written, piece by piece, in the order in which it was kept: a Yjs update each. Never changed; those that a
-- later snapshot holds are thrown away.
create table document_update (
  workspace_id uuid        not null,
  document_id  uuid        not null,
  seq          integer     not null,
  bytes        bytea       not null,
  by           uuid,
  at           timestamptz not null default now(),
  primary key (workspace_id, document_id, seq),
  foreign key (workspace_id, document_id) references document on delete cascade
);
call raise_wall('document_update');
grant select, insert, delete on document_update to {{app}};

-- The whole document as it was after update `seq`. `kept` ones are versions that people look at; of the others, made so that
-- opening stays quick, only the last is there.
create table document_snapshot (
  workspace_id uuid        not null,
  document_id  uuid        not null,
  seq          integer     not null,
  kind         text        not null check (kind in ('session', 'named', 'restored', 'compaction')),
  name         text,
  state        bytea       not null,
  -- Who wrote since the version before it.
  people       uuid[]      not null default '{}',
  at           timestamptz not null default now(),
  primary key (workspace_id, document_id, seq),
  foreign key (workspace_id, document_id) references document on delete cascade
);
call raise_wall('document_snapshot');
grant select, insert, update, delete on document_snapshot to {{app}};

-- When somebody was last writing: the journal says once that they did, not at every letter.
create table document_editor (
  workspace_id uuid        not null,
  document_id  uuid        not null,
  person_id    uuid        not null,
  last_at      timestamptz not null default now(),
  primary key (workspace_id, document_id, person_id),
  foreign key (workspace_id, document_id) references document on delete cascade
);
call raise_wall('document_editor');
grant select, insert, update, delete on document_editor to {{app}};

-- What is said about a passage. `anchor` is where, as positions that move with the text; `quote` what stood there.
create table document_comment (
  workspace_id uuid        not null,
  comment_id   uuid        not null,
  document_id  uuid        not null,
  -- The comment that it answers.
  parent_id    uuid,
  author_id    uuid        references identity.person (id),
  text         text        not null,
  anchor       jsonb,
  quote        text        not null default '',
  at           timestamptz not null default now(),
  edited_at    timestamptz,
  deleted_at   timestamptz,
  resolved_by  uuid        references identity.person (id),
  resolved_at  timestamptz,
  primary key (workspace_id, comment_id),
  foreign key (workspace_id, document_id) references document,
  foreign key (workspace_id, parent_id) references document_comment
);
create index document_comment_of on document_comment (workspace_id, document_id, at);
call raise_wall('document_comment');
grant select, insert, update on document_comment to {{app}};

-- Titles are found as all titles are; what documents say is found by whole words.
alter table search_entry drop constraint search_entry_kind_check;
alter table search_entry add check (kind in ('task', 'process', 'project', 'run', 'document'));
call make_searchable('document', 'document_id', 'title');

create table document_word (
  workspace_id uuid not null,
  word         text not null collate "C",
  document_id  uuid not null,
  primary key (workspace_id, word, document_id),
  foreign key (workspace_id, document_id) references document on delete cascade
);
create index document_word_of on document_word (workspace_id, document_id);
call raise_wall('document_word');
grant select, insert, delete on document_word to {{app}};
