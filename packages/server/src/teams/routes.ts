import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { changeTeam, createTeam, removeTeam } from "./commands.ts";
import { presentTeam } from "./present.ts";
import { listTeams } from "./store.ts";

export const teamRoutes: Route[] = [
  inWorkspace(operations.listTeams, async ({ tx }) => ({ items: (await listTeams(tx)).map(presentTeam) })),
  inWorkspace(operations.createTeam, createTeam),
  inWorkspace(operations.changeTeam, changeTeam),
  inWorkspace(operations.deleteTeam, removeTeam),
];
