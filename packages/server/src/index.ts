export { addUser, exportWorkspace, importFile, resetPassword, seedWorld } from "./commandline.ts";
