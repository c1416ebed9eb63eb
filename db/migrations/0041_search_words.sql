-- Search by words. Before, each title stood under each of its three-letter pieces, a dozen rows for each of a run's steps.
-- Now it stands under its words, and the pieces lead to the words: there are far fewer words than titles.
delete from search_entry;
alter table search_entry rename column gram to word;

-- Each word that a title has ever had, under its pieces. Two that bring a new word at once both write it down: with one
-- row for both, the second would wait for the first one's commit.
create table search_word (
  workspace_id uuid not null,
  gram         text not null collate "C",
  word         text not null collate "C",
  entry_id     uuid not null default gen_random_uuid(),
  primary key (workspace_id, gram, word, entry_id)
);
call raise_wall('search_word');
grant select, insert on search_word to {{app}};

create function search_words(words text) returns text[]
  language sql immutable parallel safe
  return array(select distinct left(word, 60) from unnest(string_to_array(search_form(words), ' ')) as word where word <> '');
grant execute on function search_words(text) to {{app}};

-- The one place where entries are made. The look for a known word is a subquery of one value, which is never turned into
-- a join that reads all words.
create procedure make_searchable_by_words(kind text, id text, words text)
  language plpgsql
  as $$
  declare
    enter text := format($f$
      with said as materialized (select workspace_id, %1$I as id, unnest(search_words(%2$I)) as word from made),
      entered as (insert into search_entry (workspace_id, word, kind, subject_id) select workspace_id, word, %3$L, id from said)
      insert into search_word (workspace_id, gram, word)
      select workspace_id, unnest(search_grams(word)), word
      from (select distinct workspace_id, word from said) s
      where (select 1 from search_word k where k.workspace_id = s.workspace_id and k.gram = substr(' ' || s.word || ' ', 1, 3) and k.word = s.word limit 1) is null
    $f$, id, words, kind);
  begin
    execute format('create or replace function %I() returns trigger language plpgsql as $body$ begin %s; return null; end $body$', kind || '_made_searchable', enter);
    execute format($f$
      create or replace function %1$I() returns trigger language plpgsql as $body$
      begin
        delete from search_entry where workspace_id = new.workspace_id and word = any (search_words(old.%3$I)) and kind = %4$L and subject_id = new.%5$I;
        %2$s;
        return null;
      end
      $body$
    $f$, kind || '_renamed_searchable', replace(enter, 'from made)', 'from (select new.*) made)'), words, kind, id);
    execute replace(enter, 'from made)', format('from %I)', kind));
  end
  $$;
call make_searchable_by_words('task', 'task_id', 'title');
call make_searchable_by_words('process', 'process_id', 'name');
call make_searchable_by_words('project', 'project_id', 'name');
call make_searchable_by_words('run', 'run_id', 'title');
call make_searchable_by_words('document', 'document_id', 'title');
drop procedure make_searchable(text, text, text);
alter procedure make_searchable_by_words rename to make_searchable;

create or replace function discard_import(doomed uuid) returns boolean
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
      select 'task' as kind, t.task_id as id, word from public.task t, unnest(public.search_words(t.title)) as word where t.workspace_id = here and t.project_id = any (made)
      union all
      select 'project', p.project_id, word from public.project p, unnest(public.search_words(p.name)) as word where p.workspace_id = here and p.project_id = any (made)) gone
      where e.workspace_id = here and e.word = gone.word and e.kind = gone.kind and e.subject_id = gone.id;
    delete from public.task where workspace_id = here and project_id = any (made);
    delete from public.project where workspace_id = here and project_id = any (made);
    delete from public.due_moment where workspace_id = here and kind = 'import' and subject_id = doomed;
    delete from public.import where workspace_id = here and import_id = doomed;
    return true;
  end
  $$;
