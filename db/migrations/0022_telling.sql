-- How people are told of what concerns them, besides the inbox.

grant select (locale) on identity.person to {{app}};

-- What a person chose; who chose nothing has the usual. `chat_url` is a secret: whoever has it can write there.
create table notice_setting (
  workspace_id uuid  not null,
  person_id    uuid  not null,
  choice       jsonb not null,
  chat_format  text,
  chat_url     text,
  primary key (workspace_id, person_id),
  check ((chat_format is null) = (chat_url is null)),
  foreign key (workspace_id, person_id) references membership on delete cascade
);
call raise_wall('notice_setting');
grant select, insert, update, delete on notice_setting to {{app}};

create table notice_mute (
  workspace_id uuid not null,
  person_id    uuid not null,
  subject_kind text not null,
  subject_id   uuid not null,
  primary key (workspace_id, person_id, subject_kind, subject_id),
  foreign key (workspace_id, person_id) references membership on delete cascade
);
call raise_wall('notice_mute');
grant select, insert, delete on notice_mute to {{app}};

-- Told by mail and the like, or found to need no telling. What is there already needs none.
alter table notice add column told_at timestamptz default now();
alter table notice alter column told_at drop default;
create index notice_untold on notice (workspace_id, person_id) where told_at is null;

create table push_browser (
  workspace_id uuid        not null,
  browser_id   uuid        not null,
  person_id    uuid        not null,
  name         text        not null,
  endpoint     text        not null,
  p256dh       text        not null,
  auth         text        not null,
  created_at   timestamptz not null default now(),
  primary key (workspace_id, browser_id),
  unique (workspace_id, person_id, endpoint),
  foreign key (workspace_id, person_id) references membership on delete cascade
);
call raise_wall('push_browser');
grant select, insert, update, delete on push_browser to {{app}};

-- A link in a mail by which one person decides one step once.
create table decision_link (
  workspace_id uuid        not null,
  link_id      uuid        not null,
  person_id    uuid        not null,
  task_id      uuid        not null,
  made_at      timestamptz not null default now(),
  used_at      timestamptz,
  primary key (workspace_id, link_id),
  foreign key (workspace_id, person_id) references membership on delete cascade,
  foreign key (workspace_id, task_id) references task on delete cascade
);
create index decision_link_task on decision_link (workspace_id, task_id);
call raise_wall('decision_link');
grant select, insert, update on decision_link to {{app}};

-- A message to a chat or a browser on its way.
create table outgoing_call (
  workspace_id uuid        not null,
  call_id      uuid        not null,
  person_id    uuid        not null,
  browser_id   uuid,
  message      jsonb       not null,
  created_at   timestamptz not null default now(),
  attempts     integer     not null default 0,
  sent_at      timestamptz,
  failure      text,
  primary key (workspace_id, call_id),
  foreign key (workspace_id, person_id) references membership on delete cascade,
  foreign key (workspace_id, browser_id) references push_browser on delete cascade
);
call raise_wall('outgoing_call');
grant select, insert, update on outgoing_call to {{app}};

set role {{worker}};

create function job.add_call(call uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    if public.current_workspace() is null then
      raise exception 'no workspace is set';
    end if;
    perform graphile_worker.add_job(
      identifier => 'call',
      payload => json_build_object('workspace', public.current_workspace(), 'subject', call),
      max_attempts => 6,
      job_key => 'call:' || call);
  end
  $$;
revoke execute on function job.add_call(uuid) from public;
grant execute on function job.add_call(uuid) to {{app}};

reset role;
