-- What a step rests on besides its run: who is in the workspace, who is away and who stands in, calendars, the zone, whose
-- a process is. It changes seldom, so an answer need not read it: it asks whether it is still as it was when this process
-- last read it, and fails where it is not, to be done again (docs/decisions/0030).
create table standing (
  workspace_id uuid primary key,
  changed_by   xid8 not null
);
call raise_wall('standing');
grant select on standing to {{app}};
insert into standing select workspace_id, pg_current_xact_id() from workspace;

-- Once for each transaction: the second change finds its own number there. Every role that may change such a row may make
-- this mark, and no other.
create function note_standing() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
  begin
    insert into public.standing as s values (coalesce(new.workspace_id, old.workspace_id), pg_current_xact_id())
    on conflict (workspace_id) do update set changed_by = excluded.changed_by where s.changed_by <> excluded.changed_by;
    return null;
  end
  $$;
create trigger standing after insert or delete or update of manager_id on membership for each row execute function note_standing();
create trigger standing after insert or delete or update of leave, stand_in_id on capacity for each row execute function note_standing();
create trigger standing after delete or update of week, exceptions on calendar for each row execute function note_standing();
create trigger standing after insert or update of zone, calendar_id on workspace for each row execute function note_standing();
create trigger standing after update of owner_id, calendar_id on process for each row
  when (old.owner_id is distinct from new.owner_id or old.calendar_id is distinct from new.calendar_id) execute function note_standing();
create trigger standing after update of fillings, as_project, adopts, requester_name, requester_email on run for each row execute function note_standing();

-- What was expected holds, or the whole is done again.
create function must_hold(so boolean) returns void
  language plpgsql stable
  as $$
  begin
    if so is not true then
      raise exception 'what this rested on has changed meanwhile' using errcode = 'serialization_failure';
    end if;
  end
  $$;
grant execute on function must_hold(boolean) to {{app}};
