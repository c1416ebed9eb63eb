export { FlowPicture } from "./flow/flow-picture.tsx";
export { pathThrough } from "./flow/layout.ts";
