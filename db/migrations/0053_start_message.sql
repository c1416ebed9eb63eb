-- Which processes a message starts, found without reading every revision.
create index revision_start_message on revision (workspace_id, (definition->>'startMessage')) where definition ? 'startMessage';
