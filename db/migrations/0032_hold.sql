-- Why a step of a run is not to be worked for now; null: it is.
alter table task add column held text;
