export { Calendar } from "./calendar.ts";
export { Forecast, Levelling, PersonCapacity } from "./capacity.ts";
export { Import } from "./import.ts";
export { Installation, Me, Session, SignInProvider } from "./installation.ts";
export { Measures } from "./measures.ts";
export { Cadence, CadenceRule, Filling, Finding, Process, Run, RunSummary, Share } from "./process.ts";
export { AcceptanceItem, Handover, Link, Plan, Project, ScheduleEntry } from "./project.ts";
export { Comment, Completion, Home, MyDayItem, NewProjectTask, Notice, Task } from "./task.ts";
export { Invitation, JournalEntry, Key, Member, Team, Workspace } from "./workspace.ts";
