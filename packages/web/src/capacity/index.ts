export { OwnAbsence } from "./own-absence.tsx";
