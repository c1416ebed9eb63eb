export { DropZone } from "./drop.tsx";
