-- What is written at each step of a run is checked on the way in: each of these checks is read anew for every statement
-- that writes the row, and together they cost a tenth of what an answer costs. Their values come from the code's own
-- types. The two that hold a row together (whose a task is, that closed says how) stay.
alter table task drop constraint if exists task_closed_as_check, drop constraint if exists task_step_kind_check, drop constraint if exists task_priority_check, drop constraint if exists task_planning_check;
alter table run drop constraint if exists run_status_check, drop constraint if exists run_outcome_check, drop constraint if exists run_started_via_check;
alter table event drop constraint if exists event_home_kind_check;
alter table search_entry drop constraint if exists search_entry_kind_check;

-- A person is deleted only in the moment they were made (who leaves is made nameless), and whom work is given to was looked up, and
-- locked, among the members: these keys said nothing that is not known, and wrote to the person's row at each step.
alter table task drop constraint if exists task_owner_id_fkey, drop constraint if exists task_created_by_fkey;
alter table completion drop constraint if exists completion_completed_by_fkey;
alter table run drop constraint if exists run_started_by_fkey, drop constraint if exists run_requester_id_fkey;
