-- Whether the dates of a project follow the hours and the leave of whoever works on each task. Those that are there go on by the
-- project's calendar alone.

alter table project add column own_hours boolean not null default false;
