-- Search by the words of titles, forgiving of typing.
--
-- Under forced row-level security only leakproof operators reach an index: full text, trigram and `like` do not. Equality
-- of text is leakproof, so the three-letter pieces of every title stand in a plain btree and are looked up by equality.
--
-- Kept by triggers, not by the slices: titles come from requests, imports, cadences, forms and the sample world alike, and
-- none of them can forget one. Updates of other columns do not fire them, so completing a task costs nothing more.

-- Lower case, without accents, words of letters and digits with one space between. Of every database the same: the
-- collation is named.
create function search_form(words text) returns text
  language sql immutable parallel safe
  return btrim(regexp_replace(lower(regexp_replace(normalize(words, nfkd) collate pg_c_utf8, '[\u0300-\u036f]+', '', 'g')), '[^[:alnum:]]+', ' ', 'g'));

-- "Move it" has the grams " mo", "mov", "ove", "ve ", " it", "it ".
create function search_grams(words text) returns text[]
  language sql immutable parallel safe
  begin atomic
    select coalesce(array_agg(distinct substr(' ' || word || ' ', place, 3)), '{}')
    from regexp_split_to_table(search_form(words), ' ') as word, generate_series(1, length(word)) as place;
  end;
grant execute on function search_form(text), search_grams(text) to {{app}};

-- No foreign key: a check for each of the twenty-odd pieces of a title cost more than all else, and it follows from its tasks.
create table search_entry (
  workspace_id uuid not null,
  gram         text not null collate "C",
  kind         text not null check (kind in ('task', 'process', 'project', 'run')),
  subject_id   uuid not null,
  primary key (workspace_id, gram, kind, subject_id)
);
call raise_wall('search_entry');
grant select, insert, delete on search_entry to {{app}};

-- `call make_searchable('task', 'task_id', 'title')`: the words of that column are found from now on, in its own
-- transaction. Insertions by the statement, because imports write thousands of rows in one.
create procedure make_searchable(kind text, id text, words text)
  language plpgsql
  as $$
  begin
    execute format($f$
      create function %1$I() returns trigger language plpgsql as $body$
      begin
        insert into search_entry (workspace_id, gram, kind, subject_id)
        select made.workspace_id, gram, %2$L, made.%3$I from made, unnest(search_grams(made.%4$I)) as gram;
        return null;
      end
      $body$;
      create trigger search_made after insert on %2$I referencing new table as made for each statement execute function %1$I();
      create function %5$I() returns trigger language plpgsql as $body$
      begin
        delete from search_entry
        where workspace_id = new.workspace_id and gram = any (search_grams(old.%4$I)) and kind = %2$L and subject_id = new.%3$I;
        insert into search_entry (workspace_id, gram, kind, subject_id)
        select new.workspace_id, gram, %2$L, new.%3$I from unnest(search_grams(new.%4$I)) as gram;
        return null;
      end
      $body$;
      create trigger search_renamed after update of %4$I on %2$I for each row when (old.%4$I is distinct from new.%4$I) execute function %5$I();
      insert into search_entry (workspace_id, gram, kind, subject_id)
      select workspace_id, gram, %2$L, %3$I from %2$I, unnest(search_grams(%4$I)) as gram;
    $f$, kind || '_made_searchable', kind, id, words, kind || '_renamed_searchable');
  end
  $$;
call make_searchable('task', 'task_id', 'title');
call make_searchable('process', 'process_id', 'name');
call make_searchable('project', 'project_id', 'name');
call make_searchable('run', 'run_id', 'title');
