-- The words of a step's and a run's title were entered in the transaction that opened it: a tenth of what an answer cost.
-- Now a reader of the journal enters them a moment later (packages/server/src/search/reader.ts). Everything else is found
-- as soon as it is there.
create or replace function task_made_searchable() returns trigger
  language plpgsql
  as $$
  begin
    if not exists (select from made where run_id is null) then
      return null;
    end if;
    with said as materialized (select workspace_id, task_id as id, unnest(search_words(title)) as word from made where run_id is null),
    entered as (insert into search_entry (workspace_id, word, kind, subject_id) select workspace_id, word, 'task', id from said)
    insert into search_word (workspace_id, gram, word)
    select workspace_id, unnest(search_grams(word)), word
    from (select distinct workspace_id, word from said) s
    where (select 1 from search_word k where k.workspace_id = s.workspace_id and k.gram = substr(' ' || s.word || ' ', 1, 3) and k.word = s.word limit 1) is null;
    return null;
  end
  $$;
drop trigger search_made on run;
drop function run_made_searchable();

-- A title that changes may have been entered by the reader in the same moment.
create or replace function task_renamed_searchable() returns trigger
  language plpgsql
  as $$
  begin
    delete from search_entry where workspace_id = new.workspace_id and word = any (search_words(old.title)) and kind = 'task' and subject_id = new.task_id;
    with said as materialized (select new.workspace_id as workspace_id, unnest(search_words(new.title)) as word),
    entered as (
      insert into search_entry (workspace_id, word, kind, subject_id) select workspace_id, word, 'task', new.task_id from said
      on conflict (workspace_id, word, kind, subject_id) do nothing)
    insert into search_word (workspace_id, gram, word)
    select workspace_id, unnest(search_grams(word)), word from said s
    where (select 1 from search_word k where k.workspace_id = s.workspace_id and k.gram = substr(' ' || s.word || ' ', 1, 3) and k.word = s.word limit 1) is null;
    return null;
  end
  $$;
create or replace function run_renamed_searchable() returns trigger
  language plpgsql
  as $$
  begin
    delete from search_entry where workspace_id = new.workspace_id and word = any (search_words(old.title)) and kind = 'run' and subject_id = new.run_id;
    with said as materialized (select new.workspace_id as workspace_id, unnest(search_words(new.title)) as word),
    entered as (
      insert into search_entry (workspace_id, word, kind, subject_id) select workspace_id, word, 'run', new.run_id from said
      on conflict (workspace_id, word, kind, subject_id) do nothing)
    insert into search_word (workspace_id, gram, word)
    select workspace_id, unnest(search_grams(word)), word from said s
    where (select 1 from search_word k where k.workspace_id = s.workspace_id and k.gram = substr(' ' || s.word || ' ', 1, 3) and k.word = s.word limit 1) is null;
    return null;
  end
  $$;

-- What is there is entered already; the reader begins behind it.
insert into journal_reader (workspace_id, reader, epoch, xid, seq)
select w.workspace_id, 'search', i.epoch, pg_current_xact_id(), 0 from workspace w, installation i;
