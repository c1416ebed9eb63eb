import { useEffect, useState } from "react";
import { request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ErrorNote } from "../ui/index.ts";
import { identityTexts } from "./en.ts";
import { useEntered } from "./entered.ts";
import { Gate } from "./gate.tsx";
import { tokenInFragment, useSubmit } from "./submit.ts";

/** Signs in as the sample world's owner, by the token in the link that `npm start -- --demo` prints. */
export function OpenDemo() {
  const t = useText(identityTexts);
  const entered = useEntered();
  const [token] = useState(tokenInFragment);
  const { submit, wrong } = useSubmit(async () => {
    await request("POST /api/installation/demo", { body: { token: token ?? "" } });
    await entered();
  });
  useEffect(() => {
    if (token !== null) submit();
    // Once, when the page is opened.
  }, [token]);
  if (token === null) return <Gate title={t("demoNoToken")} about={t("demoNoTokenNext")} />;
  return <Gate title={t("demoTitle")} children={wrong ? <ErrorNote {...wrong} /> : null} />;
}
