-- Which processes begin with other messages too, found without reading every revision.
create index revision_other_starts on revision (workspace_id) where definition ? 'otherStarts';
