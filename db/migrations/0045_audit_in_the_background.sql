-- Files of an audit are kept first and read afterwards, by jobs; when all are read they are compared, by another.

alter table survey_file
  add column file_id   uuid    not null default gen_random_uuid(),
  add column state     text    not null default 'read' check (state in ('waiting', 'reading', 'read', 'stopped')),
  -- Which attempt has it in hand: one that was written off writes nothing.
  add column attempt   integer not null default 0,
  -- How much is in it, counted once: a page that looks on while files are read asks again and again.
  add column parts     integer not null default 0,
  add column items     integer not null default 0,
  alter column containers set default '[]',
  alter column findings set default '[]';
alter table survey_file alter column state set default 'waiting';
update survey_file set parts = jsonb_array_length(containers), items = (select coalesce(sum(jsonb_array_length(c -> 'items')), 0)::int from jsonb_array_elements(containers) c);
create unique index survey_file_id on survey_file (workspace_id, file_id);

alter table survey
  -- To be compared as soon as all its files are read, and not before this moment.
  add column wanted_at timestamptz,
  -- The attempt that compares them now.
  add column in_hand   integer,
  -- Why comparing them did not work the last time.
  add column failed    jsonb;

set role {{worker}};

-- One after the other in each workspace, and after mails that wait: reading takes memory and time. Few attempts: a file
-- that ends the process ends it four times at most.
create function job.add_audit_file(file uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    if public.current_workspace() is null then
      raise exception 'no workspace is set';
    end if;
    perform graphile_worker.add_job(
      identifier => 'audit_file',
      payload => json_build_object('workspace', public.current_workspace(), 'subject', file),
      queue_name => 'audit:' || public.current_workspace(),
      priority => 10,
      max_attempts => 4,
      job_key => 'audit_file:' || file);
  end
  $$;
revoke execute on function job.add_audit_file(uuid) from public;
grant execute on function job.add_audit_file(uuid) to {{app}};

create function job.add_audit_comparison(survey uuid, not_before timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    if public.current_workspace() is null then
      raise exception 'no workspace is set';
    end if;
    perform graphile_worker.add_job(
      identifier => 'audit_comparison',
      payload => json_build_object('workspace', public.current_workspace(), 'subject', survey),
      queue_name => 'audit:' || public.current_workspace(),
      run_at => not_before,
      priority => 10,
      max_attempts => 4,
      job_key => 'audit_comparison:' || survey);
  end
  $$;
revoke execute on function job.add_audit_comparison(uuid, timestamptz) from public;
grant execute on function job.add_audit_comparison(uuid, timestamptz) to {{app}};

reset role;
