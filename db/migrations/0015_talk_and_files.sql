-- What is said about a task, said better later; short answers to it; and files on a task.

alter table comment add column edited_at timestamptz;

-- What a comment said before it was edited.
create table comment_revision (
  workspace_id uuid        not null,
  comment_id   uuid        not null,
  number       integer     not null,
  text         text        not null,
  at           timestamptz not null,
  primary key (workspace_id, comment_id, number),
  foreign key (workspace_id, comment_id) references comment on delete cascade
);
call raise_wall('comment_revision');
grant select, insert on comment_revision to {{app}};

create table reaction (
  workspace_id uuid        not null,
  comment_id   uuid        not null,
  person_id    uuid        not null references identity.person (id),
  kind         text        not null check (kind in ('agree', 'thanks', 'celebrate', 'smile', 'look', 'sad')),
  at           timestamptz not null default now(),
  primary key (workspace_id, comment_id, kind, person_id),
  foreign key (workspace_id, comment_id) references comment on delete cascade
);
call raise_wall('reaction');
grant select, insert, delete on reaction to {{app}};

-- A file on a task. The bytes stand in the database with all else: one backup, one wall, every node, and an upload that
-- was acknowledged is kept. `media` is what the bytes are, not what the sender said they were.
create table attachment (
  workspace_id  uuid        not null,
  attachment_id uuid        not null,
  task_id       uuid        not null,
  name          text        not null,
  media         text        not null,
  size          integer     not null,
  digest        bytea       not null,
  added_by      uuid        references identity.person (id),
  added_at      timestamptz not null default now(),
  deleted_at    timestamptz,
  primary key (workspace_id, attachment_id),
  foreign key (workspace_id, task_id) references task
);
create index attachment_task on attachment (workspace_id, task_id, added_at);
call raise_wall('attachment');
grant select, insert, update on attachment to {{app}};

create table attachment_content (
  workspace_id  uuid  not null,
  attachment_id uuid  not null,
  bytes         bytea not null,
  primary key (workspace_id, attachment_id),
  foreign key (workspace_id, attachment_id) references attachment on delete cascade
);
-- Most files are compressed already.
alter table attachment_content alter column bytes set storage external;
call raise_wall('attachment_content');
grant select, insert on attachment_content to {{app}};
