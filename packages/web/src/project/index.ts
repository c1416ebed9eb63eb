export { mayAs, type Project } from "./project.ts";
export { projectRoute } from "./routes.tsx";
