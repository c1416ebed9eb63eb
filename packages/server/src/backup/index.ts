export { type Backup, type BackupInput, backup, backupName } from "./backup.ts";
export { type Manifest, readManifest } from "./manifest.ts";
export { type RestoreInput, type Restored, restore } from "./restore.ts";
