export { presentField } from "./present.ts";
export { fieldRoutes } from "./routes.ts";
export { type FieldRow, fieldsAmong, listFields } from "./store.ts";
