/**
 * Whether a name is that of a role or of a team rather than of a person: one of its words says what somebody is or
 * where they work. Files have one column for both. A role that is taken for a person is named by its steps, and the
 * name that stood in the file is told beside it: nothing is lost.
 */
export function namesRole(name: string): boolean {
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "");
  return !name.includes("@") && words.some((word) => roles.has(word) || ending.test(word));
}

const roles = new Set(
  `manager management lead leader leads head director directors officer clerk assistant coordinator specialist analyst engineer
  engineers engineering developer developers development designer design editor editors editorial author writer reviewer tester qa
  quality sales marketing finance financial accounting accountant accounts controller controlling billing payroll treasurer
  treasury legal lawyer counsel compliance hr human people recruiting recruiter recruitment it support service services desk
  helpdesk operations ops logistics warehouse shipping purchasing procurement buyer production maintenance facility facilities
  security reception receptionist front back office secretary secretariat admin administrator administration board committee
  team teams department dept group unit staff crew owner approver applicant customer client supplier vendor contractor librarian
  library archivist archive conservator curator teacher nurse doctor physician technician mechanic electrician driver planner
  scheduler architect consultant agent representative rep expert auditor audit trainer training student intern trainee supervisor
  chief ceo cfo cto coo cio vp pm po master product project process system systems data research lab laboratory employee
  colleague user requester requestor worker operator inspector cashier foreman partner press media communications everyone
  büro einkauf verkauf vertrieb buchhaltung personal technik entwicklung lager logistik versand empfang sekretariat verwaltung
  geschäftsführung vorstand assistenz redaktion recht qualität produktion wartung kundendienst fachbereich bibliothek archiv
  hausmeister gruppe stelle rat dienst referat finanzen revision schulung werkstatt labor presse kasse kunde kundin lieferant
  direktion équipe service ventes achats comptabilité juridique ventas compras contabilidad equipo`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** German puts what somebody is at the end of a longer word. */
const ending =
  /(?:abteilung|leiter|leiterin|leitung|team|büro|bearbeiter|bearbeiterin|bearbeitung|betreuer|betreuerin|betreuung|sicherung|verwaltung|prüfer|prüferin|buchhalter|buchhalterin|techniker|technikerin|entwickler|entwicklerin|einkäufer|einkäuferin|verkäufer|verkäuferin|redakteur|redakteurin|beauftragter?|mitarbeiter|mitarbeiterin|dienst|stelle|gruppe|führung|meister|meisterin)$/u;
