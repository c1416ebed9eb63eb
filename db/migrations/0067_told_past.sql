-- A past can be told: the sample world has months behind it, and every one of its rows says when in the story it was written.
-- What a column says by itself is moment(), which is now() as the transaction sees it. A transaction that tells a past puts
-- the schema below ahead of Postgres's own (packages/server/src/database/database.ts) and sets the time it tells of; for all
-- others now() is the clock of the database, and nothing that anybody does can come before or after its time.
create function moment() returns timestamptz language sql stable parallel safe as 'select now()';
comment on function moment() is 'now(); in a transaction that tells a past, the time it tells of.';

create schema past;
create function past.now() returns timestamptz language sql stable parallel safe as $$ select current_setting('past.now')::timestamptz $$;
grant usage on schema past to {{app}};
grant execute on function moment() to {{app}}, {{worker}}, {{identity}};
grant execute on function past.now() to {{app}};

do $$
  declare
    one record;
  begin
    for one in
      select d.adrelid::regclass as "table", a.attname as "column"
      from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      join pg_class c on c.oid = d.adrelid and c.relnamespace = 'public'::regnamespace
      where pg_get_expr(d.adbin, d.adrelid) = 'now()' and c.relname not in ('installation', 'migration')
    loop
      execute format('alter table %s alter column %I set default moment()', one."table", one."column");
    end loop;
  end
  $$;

alter table workspace add making boolean not null default false;
comment on column workspace.making is 'Its past is being told: what falls due in it falls due in the story, and nobody is told of it.';
grant select (making) on workspace to {{worker}};
