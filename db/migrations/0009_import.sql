-- Imports are written in chunks. Until the last transaction nobody sees what they make, and a broken one can be taken away whole.

-- One import of a file at a time.
create unique index import_running on import (workspace_id, sha256) where finished_at is null;

-- What each thing made was in its source, by the source's own id; and what the source tells of its past, which stays
-- here and never becomes events: the journal begins with the import.
create table import_record (
  workspace_id uuid    not null,
  import_id    uuid    not null,
  number       integer not null,
  kind         text    not null check (kind in ('list', 'task', 'checklist', 'item', 'label', 'member', 'field', 'attachment', 'event')),
  source_id    text    not null,
  project_id   uuid,
  task_id      uuid,
  data         jsonb   not null,
  primary key (workspace_id, import_id, number),
  foreign key (workspace_id, import_id) references import
);
create index import_record_task on import_record (workspace_id, task_id) where task_id is not null;
call raise_wall('import_record');
grant select, insert on import_record to {{app}};

-- The import that is still writing the project; its tasks wait in the trash meanwhile. Nobody sees such a project, an
-- owner included, but the import's own transactions, which say so.
alter table project add column arriving uuid;
create policy arrived on project as restrictive for select to {{app}}
  using (arriving is null or arriving::text = current_setting('rondo.arriving', true));

-- Takes away an import that was never finished, with all it wrote. {{app}} can delete neither tasks nor projects; this
-- deletes those alone that nobody has ever seen. True when there was something to take away.
create function discard_import(doomed uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
  declare
    here uuid := public.current_workspace();
    made uuid[];
  begin
    perform from public.import where workspace_id = here and import_id = doomed and finished_at is null for update;
    if not found then
      return false;
    end if;
    made := array(select project_id from public.project where workspace_id = here and arriving = doomed);
    delete from public.import_record where workspace_id = here and import_id = doomed;
    delete from public.link where workspace_id = here and project_id = any (made);
    delete from public.comment c using public.task t
      where t.workspace_id = here and t.project_id = any (made) and c.workspace_id = here and c.task_id = t.task_id;
    delete from public.completion c using public.task t
      where t.workspace_id = here and t.project_id = any (made) and c.workspace_id = here and c.task_id = t.task_id;
    delete from public.search_entry e using (
      select 'task' as kind, t.task_id as id, gram from public.task t, unnest(public.search_grams(t.title)) as gram where t.workspace_id = here and t.project_id = any (made)
      union all
      select 'project', p.project_id, gram from public.project p, unnest(public.search_grams(p.name)) as gram where p.workspace_id = here and p.project_id = any (made)) gone
      where e.workspace_id = here and e.gram = gone.gram and e.kind = gone.kind and e.subject_id = gone.id;
    delete from public.task where workspace_id = here and project_id = any (made);
    delete from public.project where workspace_id = here and project_id = any (made);
    delete from public.due_moment where workspace_id = here and kind = 'import' and subject_id = doomed;
    delete from public.import where workspace_id = here and import_id = doomed;
    return true;
  end
  $$;
grant execute on function discard_import(uuid) to {{app}};
