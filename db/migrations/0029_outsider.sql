-- A step that somebody without an account does, by a link that works once.

create table outsider_link (
  workspace_id uuid        not null,
  task_id      uuid        not null,
  -- The unguessable part of the address; a new link is a new one.
  link_id      uuid        not null default gen_random_uuid(),
  email        text,
  made_at      timestamptz not null default now(),
  expires_at   timestamptz not null default now() + interval '30 days',
  used_at      timestamptz,
  primary key (workspace_id, task_id),
  unique (workspace_id, link_id),
  foreign key (workspace_id, task_id) references task
);
call raise_wall('outsider_link');
grant select, insert, update on outsider_link to {{app}};
