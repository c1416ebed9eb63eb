export { OwnAbsence } from "./own-absence.tsx";
export { OwnHours } from "./own-hours.tsx";
