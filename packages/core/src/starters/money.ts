import { approval, days, decision, field, hours, starter, task, together } from "./write.ts";

export const purchase = starter("purchase", "Purchase approval", "The dearer it is, the more people look at it", {
  purpose: "We buy what is needed, from somebody we can defend, and pay only for what came.",
  roles: { requester: "Requester", manager: "Manager", finance: "Finance", director: "Director", buyer: "Buyer" },
  fields: [
    field("what", "What is to be bought", "text"),
    field("why", "What for", "longText"),
    field("amount", "Amount", "number"),
    field("supplier", "Supplier", "text"),
    field("offers", "Offers compared", "longText", { help: "Three offers from 1,000 on" }),
    field("order_number", "Order number", "text"),
    field("complete", "Is everything here and in order?", "yesNo"),
  ],
  intake: ["what", "why", "amount"],
  steps: [
    task("compare", "Compare offers", { role: "requester", within: days(3), shows: ["what"], asks: ["supplier", "offers?", "amount"] }),
    decision("limit", "How much is it?", [
      [
        "over 10,000",
        "amount > 10000",
        [
          approval("finance-large", "Approve the budget", {
            role: "finance",
            within: days(2),
            shows: ["amount", "offers"],
            back: "compare",
          }),
          approval("director-large", "Approve the purchase", {
            role: "director",
            within: days(3),
            shows: ["what", "why", "amount", "supplier"],
            back: "compare",
          }),
        ],
      ],
      [
        "over 1,000",
        "amount > 1000",
        [
          approval("manager-middle", "Approve the purchase", {
            role: "manager",
            within: days(2),
            shows: ["what", "why", "amount", "offers"],
            back: "compare",
          }),
          approval("finance-middle", "Approve the budget", { role: "finance", within: days(2), shows: ["amount"], back: "compare" }),
        ],
      ],
      [
        "up to 1,000",
        null,
        [
          approval("manager-small", "Approve the purchase", {
            role: "manager",
            within: days(1),
            shows: ["what", "amount"],
            back: "compare",
          }),
        ],
      ],
    ]),
    task("order", "Order", { role: "buyer", within: days(1), shows: ["supplier", "amount"], asks: ["order_number"] }),
    task("receive", "Check what came", { role: "requester", within: days(15), shows: ["order_number"], asks: ["complete"] }),
    decision("ok", "Is it in order?", [
      [
        "no",
        "complete = false",
        [
          task("claim", "Claim at the supplier", {
            role: "buyer",
            within: days(2),
            list: ["Written, with pictures", "A date by which it is mended", "Invoice held back"],
          }),
        ],
      ],
      ["yes", null, []],
    ]),
    task("invoice", "Compare the invoice with the order and pay", { role: "finance", within: days(10), shows: ["order_number", "amount"] }),
  ],
});

export const monthEnd = starter("month-end", "Month-end close", "The books of a month, closed and explained by the fifth working day", {
  purpose: "By the fifth working day of the month the figures of the last one are complete, checked by a second person, and explained.",
  roles: { accountant: "Accountant", payroll: "Payroll", controller: "Controller", head: "Head of finance" },
  fields: [
    field("month", "Month", "text", { help: "2026-02" }),
    field("differences", "Differences that could not be cleared", "longText"),
    field("result", "Result of the month", "number"),
    field("remarks", "What is unusual, and why", "longText"),
  ],
  intake: ["month"],
  steps: [
    task("cut-off", "Close the month for postings", {
      role: "accountant",
      within: days(1),
      shows: ["month"],
      list: ["Invoices received are in", "Invoices issued are out", "Expense claims are in"],
    }),
    together("reconcile", "Reconcile", [
      [
        "Bank",
        [
          task("bank", "Reconcile bank and cash", {
            role: "accountant",
            within: days(1),
            list: ["Every account", "Transfers under way", "Cash counted"],
          }),
        ],
      ],
      [
        "Customers and suppliers",
        [
          task("subledgers", "Reconcile receivables and payables", {
            role: "accountant",
            within: days(2),
            list: ["Sub-ledgers equal the general ledger", "Overdue items looked at", "Old items explained"],
          }),
        ],
      ],
      ["Payroll", [task("payroll-post", "Post payroll and reconcile it", { role: "payroll", within: days(2) })]],
      ["Assets", [task("assets", "Post depreciation and additions", { role: "accountant", within: days(2) })]],
    ]),
    task("accruals", "Post accruals and deferrals", { role: "accountant", within: days(1), asks: ["differences?"] }),
    task("review-figures", "Compare with budget and last year", {
      role: "controller",
      within: days(1),
      shows: ["differences"],
      asks: ["result", "remarks"],
    }),
    approval("sign-off", "Sign the month off", {
      role: "head",
      within: days(1),
      shows: ["result", "remarks", "differences"],
      back: "accruals",
    }),
    task("report", "Lock the period and send the report", { role: "controller", within: hours(4), shows: ["month"] }),
  ],
  deliverable: { title: "{{month}} is closed", message: "Result: {{result}}. {{remarks}}", fields: ["result", "remarks"] },
});
