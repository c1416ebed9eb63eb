import { dice, type Traces } from "./look-alikes.fixture.ts";

/**
 * Fourteen processes in the words of published event logs, sketched from their descriptions; how often what is done is rough.
 * "a?30" is done in 30 % of the cases, "a*40" again with 40 %, "a|b" is one of them, "a>b" one after the other.
 */
const sketches: Readonly<Record<string, readonly string[]>> = {
  sepsis: [
    "ER Registration",
    "ER Triage",
    "ER Sepsis Triage?95",
    "Leucocytes>CRP>LacticAcid?80",
    "IV Liquid?70>IV Antibiotics?75",
    "Admission NC?75>CRP*60>Leucocytes*60",
    "Admission IC?12",
    "Release A|Release B|Release C|Release D?90",
    "Return ER?28",
  ],
  loanApplication: [
    "A_SUBMITTED",
    "A_PARTLYSUBMITTED",
    "A_DECLINED|A_PREACCEPTED>W_Completeren aanvraag*40>A_ACCEPTED>O_SELECTED>A_FINALIZED>O_CREATED>O_SENT>W_Nabellen offertes*50>O_SENT_BACK?60>W_Valideren aanvraag*30>A_APPROVED|W_Afhandelen leads*30>A_CANCELLED|W_Beoordelen fraude*20>A_DECLINED>O_DECLINED?50",
    "A_REGISTERED?40>A_ACTIVATED?40",
  ],
  incidents: [
    "Accepted In Progress",
    "Accepted In Progress*40",
    "Queued Awaiting Assignment?50>Accepted In Progress?50",
    "Accepted Wait User?25>Accepted Assigned?20",
    "Completed Resolved?60",
    "Completed Closed|Completed In Call",
  ],
  offers: [
    "Create Application",
    "Submitted?60",
    "Handle leads?50",
    "Concept",
    "Accepted",
    "Create Offer>Created>Sent mail and online|Create Offer>Created>Sent online only",
    "Complete application",
    "Call after offers*20",
    "Validate application?70>Validating?70>Returned?60",
    "Call incomplete files*40>Incomplete?50",
    "Pending|Denied|Cancelled",
  ],
  travelDeclaration: [
    "Declaration SUBMITTED by EMPLOYEE",
    "Declaration APPROVED by PRE_APPROVER?10",
    "Declaration APPROVED by ADMINISTRATION?80",
    "Declaration APPROVED by BUDGET OWNER?28",
    "Declaration FINAL_APPROVED by SUPERVISOR|Declaration REJECTED by ADMINISTRATION>Declaration REJECTED by EMPLOYEE>Declaration SUBMITTED by EMPLOYEE>Declaration FINAL_APPROVED by SUPERVISOR",
    "Request Payment",
    "Payment Handled",
  ],
  permit: [
    "Permit SUBMITTED by EMPLOYEE",
    "Permit APPROVED by ADMINISTRATION?70",
    "Permit APPROVED by BUDGET OWNER?30",
    "Permit APPROVED by SUPERVISOR?20",
    "Permit FINAL_APPROVED by SUPERVISOR",
    "Start trip",
    "End trip",
    "Send Reminder?25",
    "Declaration SUBMITTED by EMPLOYEE?80>Declaration APPROVED by ADMINISTRATION?60>Declaration FINAL_APPROVED by SUPERVISOR?75",
    "Request Payment?80",
    "Payment Handled?80",
  ],
  hospitalBilling: [
    "NEW",
    "CHANGE DIAGN?45",
    "FIN?75",
    "RELEASE?72",
    "CODE OK?68|CODE NOK>REOPEN|CODE ERROR",
    "BILLED?65",
    "STORNO?3>REJECT?3",
    "DELETE?8",
  ],
  purchaseToPay: [
    "Create Purchase Requisition Item?20",
    "Create Purchase Order Item",
    "Change Approval for Purchase Order?10",
    "Vendor creates invoice?85",
    "Receive Order Confirmation?12",
    "Record Goods Receipt*15",
    "Record Service Entry Sheet?8",
    "Remove Payment Block?22",
    "Record Invoice Receipt?88",
    "Change Quantity?8",
    "Change Price?6",
    "Clear Invoice?75",
  ],
  teleclaims: [
    "incoming claim",
    "B check if sufficient information is available|S check if sufficient information is available",
    "B register claim|S register claim",
    "determine likelihood of claim?85",
    "assess claim?75",
    "initiate payment?65",
    "advise claimant on reimbursement?65",
    "close claim?75",
    "end",
  ],
  repair: [
    "Register",
    "Analyze Defect",
    "Repair (Complex)|Repair (Simple)",
    "Inform User",
    "Test Repair",
    "Restart Repair?20>Repair (Complex)?20>Test Repair?20",
    "Archive Repair",
  ],
  hospital: [
    "Register at FD|Register at ER",
    "Expert Examination?40|Examination",
    "Thorough Examination?30",
    "Initial Treatment?20",
    "Diagnosis?80",
    "Treatment",
    "Treatment unsuccessful?30|Treatment successful",
    "Discharge",
  ],
  renting: [
    "Apply for Viewing Appointment",
    "Set Appointment?85",
    "View The Property?80",
    "Hand In The Prospective Tenant Application?75",
    "Screen Prospective Tenant?70",
    "Extensive Screening?30",
    "Reject Prospective Tenant|Sign Contract>Move In>Pay Rent*70>Tenant Cancels Apartment?50",
    "Property Deposit Refund?20",
  ],
  lending: [
    "Loan application received",
    "Appointment to Apply for Loan?60",
    "Verify Borrowers Information?80",
    "Request Co-Signer On Loan?30",
    "Skipped Examination?10",
    "Submit File to Underwriter?85",
    "Loan Denied|Sign Loan Agreement>Make Loan Payment?50",
  ],
  manufacturing: [
    "Turning & Milling Machine 4",
    "Turning & Milling Q.C.",
    "Laser Marking Machine 7?85",
    "Lapping Machine 1*20",
    "Round Grinding Machine 3?70>Round Grinding Q.C.?40",
    "Flat Grinding Machine 11?40",
    "Final Inspection Q.C.",
    "Packing",
  ],
};

/** Cases of the named processes, or of all: the same every time. */
export function sketched(names: readonly string[] = Object.keys(sketches)): Traces {
  return names.map((name) => {
    const roll = dice(9_000 + Object.keys(sketches).indexOf(name));
    return { name, cases: Array.from({ length: 500 }, () => play(sketches[name] ?? [], roll)) };
  });
}

function play(elements: readonly string[], roll: () => number): string[] {
  return elements.flatMap((element) => {
    const ways = element.split("|");
    return (ways[Math.floor(roll() * ways.length)] ?? "").split(">").flatMap((step) => {
      const [, name = "", sign, share = "0"] = /^(.*?)(?:([?*])(\d+))?$/.exec(step) ?? [];
      if (sign === "?") return roll() * 100 < Number(share) ? [name] : [];
      const again = [name];
      while (sign === "*" && roll() * 100 < Number(share)) again.push(name);
      return again;
    });
  });
}
