type Reply = { readonly status: number; readonly contentType: string; readonly body: string };

const workspaceId = "0199c3a0-0000-7000-8000-000000000001";

/** The few answers of the API that the ground's own screens ask for, about the Lindgren Library. */
export function answer(path: string, body: string | null, page: string): Reply {
  if (path === "/api/installation")
    return json({
      state: "new",
      version: "0.1.0",
      demo: false,
      signIn: {
        passkeys: false,
        why: "Passkeys need a host name. On this machine, open http://localhost:4400 instead.",
        providers: [{ id: "house", name: "Lindgren sign-in" }],
        mail: true,
      },
    });
  if (path === "/api/me" && !page.startsWith("/w/")) return problem(401, "sign_in_required", "You are not signed in", "Sign in.");
  if (path === "/api/me")
    return json({
      person: {
        id: "0199c3a0-0000-7000-8000-0000000000aa",
        name: "Ines Okafor",
        email: "ines@lindgren.example",
        twoFactor: false,
        locale: null,
      },
      workspaces: [
        { id: workspaceId, name: "Lindgren Library", slug: "lindgren", role: "owner", zone: "Europe/Berlin", sample: false },
        {
          id: "0199c3a0-0000-7000-8000-000000000002",
          name: "Friends of the library",
          slug: "friends",
          role: "member",
          zone: "Europe/Berlin",
        },
      ],
    });
  if (path.startsWith("/api/invitations/an-invitation-that"))
    return problem(410, "invitation_gone", "This invitation was used, withdrawn, or has expired", "Ask for a new one.");
  if (path.startsWith("/api/invitations/"))
    return json({
      workspace: "Lindgren Library",
      email: "freya@lindgren.example",
      role: "guest",
      invitedBy: "Ines Okafor",
      hasAccount: false,
    });
  if (path === "/api/auth/sign-in/email")
    return body?.includes("right")
      ? json({ twoFactorRedirect: true })
      : problem(401, "credentials_wrong", "Address or password is wrong", "Try again, or ask for a new password.");
  if (path.endsWith("/search"))
    return json({
      items: [
        { kind: "process", id: "p1", title: "Keep the climate log", home: null, closed: false },
        {
          kind: "task",
          id: "t1",
          title: "Check the binding of “Flora Batava, volume 3”",
          home: "Digitise a volume on request",
          closed: true,
        },
        { kind: "person", id: "x1", title: "Mei Tanaka", home: null, closed: false },
      ],
    });
  if (path.endsWith("/inbox")) return json({ items: [], next: null, unread: 7, act: 3 });
  if (path.endsWith("/my-day")) return json({ items: [], more: 0, day: "2026-03-23" });
  if (path.endsWith("/events")) return { status: 200, contentType: "text/event-stream", body: ": open\n\n" };
  return problem(404, "not_found", "There is nothing here that you may see", "Check the address.");
}

function json(value: unknown): Reply {
  return { status: 200, contentType: "application/json", body: JSON.stringify(value) };
}

function problem(status: number, code: string, title: string, detail: string): Reply {
  return { status, contentType: "application/problem+json", body: JSON.stringify({ type: "about:blank", status, code, title, detail }) };
}
