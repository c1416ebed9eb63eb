-- People outside: a guest to whom one task is shown, with all that is inside it; and addresses at which anybody may read one thing.

-- So that somebody who is nobody can be put in for the length of a transaction that is undone: "see as a guest".
alter table membership alter constraint membership_person_id_fkey deferrable initially immediate;

create table task_share (
  workspace_id uuid not null,
  task_id      uuid not null,
  person_id    uuid not null,
  role         text not null check (role in ('contributor', 'viewer')),
  primary key (workspace_id, task_id, person_id),
  foreign key (workspace_id, task_id) references task,
  foreign key (workspace_id, person_id) references membership on delete cascade
);
create index task_share_person on task_share (workspace_id, person_id);
call raise_wall('task_share');
grant select, insert, update, delete on task_share to {{app}};

-- The tasks that somebody was shown by name, with those inside them. Nearly always none, which costs one look-up; plpgsql
-- keeps the plan, and keeps it out of the statement that asks.
create function shared_tasks(reader uuid) returns table (task_id uuid, role text)
  language plpgsql stable rows 10
  as $$
  begin
    if not exists (select from task_share s where s.workspace_id = current_workspace() and s.person_id = reader) then return; end if;
    return query
      with recursive below as (
        select s.task_id, s.role from task_share s where s.workspace_id = current_workspace() and s.person_id = reader
        union
        select t.task_id, b.role from below b join task t on t.workspace_id = current_workspace() and t.parent_id = b.task_id
      )
      select b.task_id, min(b.role) from below b group by b.task_id; -- 'contributor' before 'viewer'
  end $$;
grant execute on function shared_tasks(uuid) to {{app}};

create table public_link (
  workspace_id uuid        not null references workspace,
  -- The unguessable part of the address.
  link_id      uuid        not null,
  subject_kind text        not null check (subject_kind in ('task', 'project', 'process', 'document')),
  subject_id   uuid        not null,
  files        boolean     not null default false,
  made_by      uuid        not null,
  made_at      timestamptz not null default now(),
  expires_at   timestamptz,
  revoked_by   uuid,
  revoked_at   timestamptz,
  primary key (workspace_id, link_id)
);
create index public_link_subject on public_link (workspace_id, subject_id);
call raise_wall('public_link');
grant select, insert, update on public_link to {{app}};
