export { lockedTeam, mustBeTeams, putInTeams, setTeamsOf } from "./commands.ts";
export { teamRoutes } from "./routes.ts";
