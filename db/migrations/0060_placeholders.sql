-- A task asks for several of several roles, each for so much of their day, in place of one role for want of a name; who takes
-- such a place keeps what was asked for. What said one role says the same in these words.

create function pg_temp.crew(planning jsonb, owner uuid) returns jsonb
  language sql immutable
  as $$
    with said as (
      select jsonb_agg(one || jsonb_build_object('role', planning -> 'role') order by at) as list from (
        select jsonb_build_object('personId', owner, 'percent', 100) as one, 0 as at
          where owner is not null and not coalesce(planning -> 'assignments', '[]') @> jsonb_build_array(jsonb_build_object('personId', owner))
        union all select value, ordinality from jsonb_array_elements(coalesce(planning -> 'assignments', '[]')) with ordinality) people)
    select (planning - 'role' - 'assignments') || case when list is null
      then jsonb_build_object('placeholders', jsonb_build_array(jsonb_build_object('role', planning -> 'role', 'percent', 100, 'count', 1)))
      else jsonb_build_object('assignments', list) end
    from said
  $$;
update task set planning = pg_temp.crew(planning, owner_id) where planning ? 'role';
update project_template set content = jsonb_set(content, '{tasks}', (
  select coalesce(jsonb_agg(case when t ->> 'role' is null then (t - 'role') || jsonb_build_object('planning', (t -> 'planning') - 'role')
    else (t - 'role') || jsonb_build_object('planning', pg_temp.crew((t -> 'planning') || jsonb_build_object('role', t -> 'role'), null)) end order by at), '[]')
  from jsonb_array_elements(content -> 'tasks') with ordinality as one (t, at)));
drop function pg_temp.crew(jsonb, uuid);
