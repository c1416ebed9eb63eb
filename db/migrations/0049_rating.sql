-- How satisfied those who asked for runs are: one question after the end, where the process asks it, and never twice.

alter table process add column asks_rating boolean not null default false;

create table rating (
  workspace_id uuid        not null,
  run_id       uuid        not null,
  rating_id    uuid        not null,
  -- Null: whoever was asked would rather not say.
  score        smallint    check (score between 1 and 5),
  words        text        not null default '',
  given_at     timestamptz not null default now(),
  primary key (workspace_id, run_id),
  foreign key (workspace_id, run_id) references run
);
call raise_wall('rating');
grant select, insert on rating to {{app}};

alter table hypothesis drop constraint hypothesis_measure_check;
alter table hypothesis add constraint hypothesis_measure_check check (measure in ('leadTime', 'firstResponse', 'onTime', 'again', 'completion', 'satisfaction'));
