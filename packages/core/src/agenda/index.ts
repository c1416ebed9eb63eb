export { agendaOf, dayOfWork, roomFor, type Agenda, type AgendaDay, type Part, type Slot, type Work } from "./agenda.ts";
