export { NewProcess } from "./new-process.tsx";
export { StartRun } from "./start-run.tsx";
