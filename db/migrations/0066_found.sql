-- What an audit found of a project or process that was brought in from it: kind, how sure, reasons, and whose it was in the files.
-- Version 0: nobody has answered anything about it yet.
alter table advice add column found jsonb, add column found_at timestamptz;
