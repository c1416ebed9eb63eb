-- The ground that every later migration stands on.
--
-- Placeholders: {{app}}, {{worker}}, {{identity}} are the three login roles, as quoted identifiers; {{prefix}} is the
-- beginning of their names, as a literal. The roles exist when this runs: they belong to the whole Postgres, not to this
-- database, so `migrate` makes them, and their names are stored here. None may make, alter or drop anything, none
-- bypasses row-level security, and none gets a right that a migration does not grant by name.

revoke all on schema public from public;
grant usage on schema public to {{app}}, {{worker}}, {{identity}};
alter default privileges revoke execute on functions from public;
alter default privileges revoke usage on types from public;

create table installation (
  id          uuid        primary key default gen_random_uuid(),
  role_prefix text        not null,
  epoch       bigint      not null default 1,
  created_at  timestamptz not null default now()
);
create unique index installation_is_one on installation ((true));
comment on table installation is 'One row. The epoch rises on restore, move and import: cursors of an older one are void.';
insert into installation (role_prefix) values ({{prefix}});

create table migration (
  number     integer     primary key,
  name       text        not null unique,
  checksum   text        not null,
  applied_at timestamptz not null default now()
);
comment on table migration is 'Files of db/migrations that ran, each in one transaction with its row here.';

grant select on installation, migration to {{app}}, {{worker}}, {{identity}};

-- Plain SQL, stable and without SET, so that Postgres inlines it into every policy that uses it. Null (and so no row)
-- when no workspace is set.
create function current_workspace() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('rondo.workspace', true), '')::uuid $$;
grant execute on function current_workspace() to {{app}}, {{worker}}, {{identity}};

-- Raises the wall on a table of people's data: `call raise_wall('task')`. The app sees and writes the rows of the current
-- workspace alone. The owner of the tables is under the wall too, where it is no superuser (a managed Postgres), and
-- would then see nothing in migrations and backups; the second policy is for it alone.
create procedure raise_wall(walled regclass)
  language plpgsql
  as $$
  begin
    execute format('alter table %s enable row level security', walled);
    execute format('alter table %s force row level security', walled);
    execute format('create policy workspace on %s to %I using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())',
      walled, (select role_prefix || '_app' from installation));
    execute format('create policy keeper on %s to %I using (true) with check (true)', walled, current_user);
  end
  $$;
