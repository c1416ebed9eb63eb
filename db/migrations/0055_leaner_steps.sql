-- Runs, tasks and revisions are never deleted and keep their ids (nobody has the right to, and no code does), and what is
-- written of a step is written by whoever has just read or written its run: these keys said nothing that was not known.
-- Each was a query of its own with a lock on the parent's row, for every step opened and closed, and each parent carried two
-- more triggers into every statement that writes it. The wall already allows no row of another workspace.
alter table task drop constraint task_workspace_id_run_id_fkey;
alter table completion drop constraint completion_workspace_id_task_id_fkey;
alter table action drop constraint action_workspace_id_run_id_fkey;
alter table run drop constraint run_workspace_id_process_id_revision_fkey;

-- What nobody did is not asked for by who did it.
drop index event_actor;
create index event_actor on event (workspace_id, actor_id, at) where actor_id is not null;
