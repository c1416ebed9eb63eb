export { startServer } from "./start.ts";
export { addUser, exportWorkspace, importFile, resetPassword, seedWorld } from "./commandline.ts";
