-- What links do to the tasks of a project: push them only on conflict, keep the gap, or place them as early as may be.
alter table project add column link_policy text not null default 'conflict' check (link_policy in ('conflict', 'gap', 'earliest'));
