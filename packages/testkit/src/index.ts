export { authenticator } from "./authenticator.ts";
export { type Answer, type Client, type World, callOperation, libraryOn, personOn } from "./client.ts";
export { digitise } from "./digitise.ts";
export { oidcProvider } from "./oidcProvider.ts";
export {
  type RoleUrls,
  type SharedPostgres,
  type TestDatabase,
  createDatabase,
  openSharedPostgres,
  temporaryDirectory,
} from "./postgres.ts";
export { type Owner, type RondoEnd, type RondoProcess, runRondo, setUpRondo, startRondo } from "./rondo.ts";
export { type Heard, type Stream, listen } from "./stream.ts";
export { type TestServer, startTestServer } from "./server.ts";
