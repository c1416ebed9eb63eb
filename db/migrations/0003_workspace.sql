-- Workspaces, who is in them, and the journal.

create table workspace (
  workspace_id uuid        primary key,
  name         text        not null,
  slug         text        not null,
  zone         text        not null,
  calendar_id  uuid,
  demo         boolean     not null default false,
  version      integer     not null default 1,
  created_at   timestamptz not null default now()
);
create unique index workspace_slug on workspace (slug);
call raise_wall('workspace');
grant select, insert, update on workspace to {{app}};

create table calendar (
  workspace_id uuid    not null references workspace,
  calendar_id  uuid    not null,
  name         text    not null,
  week         jsonb   not null,
  exceptions   jsonb   not null,
  version      integer not null default 1,
  primary key (workspace_id, calendar_id)
);
call raise_wall('calendar');
grant select, insert, update, delete on calendar to {{app}};
alter table workspace add foreign key (workspace_id, calendar_id) references calendar (workspace_id, calendar_id) deferrable initially deferred;

create table membership (
  workspace_id uuid        not null references workspace,
  person_id    uuid        not null references identity.person (id),
  role         text        not null check (role in ('owner', 'admin', 'member', 'guest')),
  joined_at    timestamptz not null default now(),
  version      integer     not null default 1,
  primary key (workspace_id, person_id)
);
create index membership_person on membership (person_id);
call raise_wall('membership');
grant select, insert, update, delete on membership to {{app}};
-- Which workspaces a person is in is asked before a workspace is set. Read-only, these columns, for the identity role.
create policy directory on membership for select to {{identity}} using (true);
create policy directory on workspace for select to {{identity}} using (true);
grant select (workspace_id, person_id, role) on membership to {{identity}};
grant select (workspace_id, name, slug, zone, demo, created_at) on workspace to {{identity}};
-- The sweepers go from workspace to workspace by id; what they do there runs as app.
create policy rounds on workspace for select to {{worker}} using (true);
grant select (workspace_id) on workspace to {{worker}};

create table team (
  workspace_id uuid    not null references workspace,
  team_id      uuid    not null,
  name         text    not null,
  version      integer not null default 1,
  primary key (workspace_id, team_id)
);
call raise_wall('team');
grant select, insert, update, delete on team to {{app}};

create table team_member (
  workspace_id uuid not null,
  team_id      uuid not null,
  person_id    uuid not null,
  primary key (workspace_id, team_id, person_id),
  foreign key (workspace_id, team_id) references team on delete cascade,
  foreign key (workspace_id, person_id) references membership on delete cascade
);
create index team_member_person on team_member (workspace_id, person_id);
call raise_wall('team_member');
grant select, insert, delete on team_member to {{app}};

create table invitation (
  workspace_id  uuid        not null references workspace,
  invitation_id uuid        not null,
  token_hash    bytea       not null,
  email         text,
  role          text        not null check (role in ('owner', 'admin', 'member', 'guest')),
  team_ids      uuid[]      not null,
  invited_by    uuid        not null references identity.person (id),
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null,
  accepted_at   timestamptz,
  withdrawn_at  timestamptz,
  primary key (workspace_id, invitation_id),
  unique (workspace_id, token_hash)
);
call raise_wall('invitation');
grant select, insert, update on invitation to {{app}};

-- One journal. A reader's cursor is (epoch, xid, seq), read below the oldest transaction still running: complete, nothing
-- missed or seen twice. Within a subject, order is `version`, taken under the lock of the subject's row.
create table event (
  workspace_id uuid        not null references workspace,
  epoch        bigint      not null,
  xid          xid8        not null default pg_current_xact_id(),
  seq          bigint      not null generated always as identity,
  name         text        not null,
  at           timestamptz not null default now(),
  actor_id     uuid,
  subject_kind text        not null,
  subject_id   uuid        not null,
  version      integer     not null,
  -- What decides who may see it: the process, project, run or (personal) task it belongs to, one person, the admins, or the workspace as a whole.
  home_kind    text        not null check (home_kind in ('workspace', 'process', 'project', 'run', 'task', 'person', 'admins')),
  home_id      uuid        not null,
  data         jsonb       not null default '{}',
  primary key (workspace_id, epoch, xid, seq)
);
create unique index event_subject on event (workspace_id, subject_id, version);
create index event_actor on event (workspace_id, actor_id, at);
call raise_wall('event');
grant select, insert on event to {{app}};

create table journal_reader (
  workspace_id uuid   not null references workspace,
  reader       text   not null,
  epoch        bigint not null,
  xid          xid8   not null,
  seq          bigint not null,
  primary key (workspace_id, reader)
);
call raise_wall('journal_reader');
grant select, insert, update on journal_reader to {{app}};

create table idempotency (
  workspace_id uuid        not null references workspace,
  actor_id     uuid        not null,
  key          text        not null,
  fingerprint  bytea       not null,
  status       smallint    not null,
  body         text        not null,
  created_at   timestamptz not null default now(),
  primary key (workspace_id, actor_id, key)
);
create index idempotency_age on idempotency (workspace_id, created_at);
call raise_wall('idempotency');
grant select, insert, delete on idempotency to {{app}};

-- A role of one person in one process or project.
create table share (
  workspace_id uuid not null,
  space_id     uuid not null,
  person_id    uuid not null,
  role         text not null check (role in ('manager', 'editor', 'contributor', 'viewer')),
  primary key (workspace_id, space_id, person_id),
  foreign key (workspace_id, person_id) references membership on delete cascade
);
create index share_person on share (workspace_id, person_id);
call raise_wall('share');
grant select, insert, update, delete on share to {{app}};

-- A moment at which something has to happen by itself. Swept on the database's clock; ids only.
create table due_moment (
  workspace_id uuid        not null references workspace,
  kind         text        not null,
  subject_id   uuid        not null,
  due_at       timestamptz not null,
  primary key (workspace_id, kind, subject_id)
);
create index due_moment_at on due_moment (due_at);
call raise_wall('due_moment');
grant select, insert, update, delete on due_moment to {{app}};
create policy sweep on due_moment for select to {{worker}} using (true);
grant select on due_moment to {{worker}};

-- Mail that a committed change decided; sent by a job that carries only the ids.
create table outgoing_mail (
  workspace_id uuid        not null references workspace,
  mail_id      uuid        not null,
  recipient    text        not null,
  subject      text        not null,
  body         text        not null,
  created_at   timestamptz not null default now(),
  sent_at      timestamptz,
  attempts     integer     not null default 0,
  failure      text,
  primary key (workspace_id, mail_id)
);
call raise_wall('outgoing_mail');
grant select, insert, update, delete on outgoing_mail to {{app}};
