import { Profile } from "./profile.tsx";

/** On a wide screen the first page; a narrow one shows the list alone. */
export function SettingsStart() {
  return <Profile />;
}
