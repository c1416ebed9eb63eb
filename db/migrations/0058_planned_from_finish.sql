-- Where a project that is planned from its finish must end: its dates are counted back from there, and its start follows.
alter table project add column finish_by text;
