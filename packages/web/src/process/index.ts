export { FlowPicture } from "./flow/flow-picture.tsx";
export { FlowTable } from "./flow/flow-table.tsx";
export { pathThrough } from "./flow/layout.ts";
