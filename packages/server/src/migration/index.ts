export { type MigrateInput, type Migrated, connect, migrate } from "./migrate.ts";
export { type Migration, migrationsDirectory, readMigrations } from "./files.ts";
export { type Applied, type Installation, beginEpoch, checkAgainst, readApplied, readInstallation } from "./state.ts";
export { type Roles, passwordOf, rolesOf } from "./roles.ts";
export { withUser, withoutPassword } from "./url.ts";
