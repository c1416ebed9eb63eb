export { startServer } from "./start.ts";
export { addUser, exportWorkspace, resetPassword } from "./commandline.ts";
