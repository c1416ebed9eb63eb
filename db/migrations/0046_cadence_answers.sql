-- What a cadence answers of the start form, its days that are left out or moved, and what it does while a run of it is open.
alter table cadence
  add column answers     jsonb not null default '{}',
  add column expressions jsonb not null default '{}',
  add column exceptions  jsonb not null default '[]',
  add column overlap     text  not null default 'start' check (overlap in ('start', 'replace', 'skip'));

-- Why nothing was started then; `answers`: what the cadence says did not fit the start form.
alter table occurrence
  add column why      text check (why in ('late', 'stopped', 'open', 'answers')),
  add column problems jsonb;
update occurrence set why = 'late' where missed;
grant update (run_id, missed, why, problems) on occurrence to {{app}};
