export { peopleTexts } from "./en.ts";
export { InviteDialog } from "./invite.tsx";
export { PeopleTabs } from "./tabs.tsx";
export { OpenInvitations } from "./open-invitations.tsx";
export { OwnSkills } from "./own-skills.tsx";
