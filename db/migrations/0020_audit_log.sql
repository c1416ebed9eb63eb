-- Of a file of an audit that is an event log: what it holds.
alter table survey_file add column log jsonb;
