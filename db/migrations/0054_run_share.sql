-- One run shown to somebody by name, with all its steps: a sibling of task_share. Of its process it shows nothing.

create table run_share (
  workspace_id uuid not null,
  run_id       uuid not null,
  person_id    uuid not null,
  role         text not null check (role in ('contributor', 'viewer')),
  primary key (workspace_id, run_id, person_id),
  foreign key (workspace_id, run_id) references run,
  foreign key (workspace_id, person_id) references membership on delete cascade
);
create index run_share_person on run_share (workspace_id, person_id);
call raise_wall('run_share');
grant select, insert, update, delete on run_share to {{app}};

-- As before, and the steps of the runs that somebody was shown.
create or replace function shared_tasks(reader uuid) returns table (task_id uuid, role text)
  language plpgsql stable rows 10
  as $$
  begin
    if not exists (select from task_share s where s.workspace_id = current_workspace() and s.person_id = reader)
      and not exists (select from run_share s where s.workspace_id = current_workspace() and s.person_id = reader) then return; end if;
    return query
      with recursive below as (
        (select s.task_id, s.role from task_share s where s.workspace_id = current_workspace() and s.person_id = reader
         union
         select t.task_id, s.role from run_share s join task t on t.workspace_id = s.workspace_id and t.run_id = s.run_id
         where s.workspace_id = current_workspace() and s.person_id = reader)
        union
        select t.task_id, b.role from below b join task t on t.workspace_id = current_workspace() and t.parent_id = b.task_id
      )
      select b.task_id, min(b.role) from below b group by b.task_id; -- 'contributor' before 'viewer'
  end $$;

alter table public_link drop constraint public_link_subject_kind_check;
alter table public_link add constraint public_link_subject_kind_check check (subject_kind in ('task', 'run', 'project', 'process', 'document'));

-- What whoever accepts is shown at once; nothing where it no longer may be.
alter table invitation
  add shown_kind text check (shown_kind in ('task', 'run', 'project', 'process', 'document')),
  add shown_id   uuid,
  add check ((shown_kind is null) = (shown_id is null));
