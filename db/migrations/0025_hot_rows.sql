-- Every insert that a foreign key checks takes a share of the parent's row lock, and several at once on one row make a
-- multixact each: the workspace's row is the parent of all that happens in it. Workspaces are never deleted (nobody has
-- the right to), and the wall already allows no row of another one, so the check says nothing that is not known.
alter table event drop constraint event_workspace_id_fkey;
alter table task drop constraint task_workspace_id_fkey;
alter table action drop constraint action_workspace_id_fkey;
alter table due_moment drop constraint due_moment_workspace_id_fkey;

-- A run's row is written at each answer. With room left in its page the new version stays there and no index is touched.
alter table run set (fillfactor = 60);
