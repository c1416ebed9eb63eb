-- Calls outside are made by the node that ordered them, and their due moment is their lease; no job of the queue any more.

set role {{worker}};
drop function job.add_action(uuid);
reset role;
