import type { Command, Input, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { serverFunction } from "../seam.ts";
import { configOf, existingConfigOf, installationOptions } from "../settings.ts";

const roles = ["owner", "admin", "member", "guest"] as const;

export const command: Command = {
  name: "user",
  summary: "Add a person, or make a link with which one sets a new password",
  usage: "rondo user add --email E --workspace W [--name N] [--role R] [--api-key] | rondo user reset-password --email E",
  options: {
    email: { type: "string", value: "E", help: "E-mail address" },
    name: { type: "string", value: "N", help: "Name; standard: from the address" },
    workspace: {
      type: "string",
      value: "W",
      help: "Workspace, by its address, name or id; a name nobody has makes a new one for --role owner",
    },
    role: { type: "string", value: "R", help: `Role there: ${roles.join(", ")}; standard: member` },
    "api-key": { type: "boolean", help: "Make an API key too, and print it this once" },
    ...installationOptions,
  },
  positionals: [{ name: "add|reset-password", required: true }],
  run: async (input, io) => {
    const action = input.positionals[0];
    if (action === "add") return add(input, io);
    if (action === "reset-password") return resetPassword(input, io);
    io.err(`rondo user can add and reset-password, not "${action}"\n`);
    return exit.usage;
  },
};

async function add(input: Input, io: Io): Promise<number> {
  const { email, name, workspace, role = "member" } = input.options;
  const chosen = roles.find((known) => known === role);
  const problems = [
    ...(isEmail(email) ? [] : ["--email is missing or no e-mail address"]),
    ...(typeof workspace === "string" && workspace !== "" ? [] : ["--workspace is missing: its address or id"]),
    ...(chosen ? [] : [`--role ${String(role)} is none of ${roles.join(", ")}`]),
  ];
  if (!isEmail(email) || typeof workspace !== "string" || !chosen || problems.length > 0) {
    io.err(`${problems.join("\n")}\n`);
    return exit.usage;
  }
  const addUser = await serverFunction("addUser");
  // The role is the person's, not the node's.
  const config = await configOf({ ...input, options: { ...input.options, role: undefined } });
  const added = await addUser(config, {
    email,
    name: typeof name === "string" ? name : null,
    workspace,
    role: chosen,
    apiKey: input.options["api-key"] === true,
  });
  if (input.json) io.out(`${JSON.stringify(added)}\n`);
  else {
    io.out(`${email} is ${chosen} of ${workspace}${added.made ? ", a new workspace" : ""}.\n`);
    if (added.link) io.out(`They set their password at ${added.link}\n`);
    if (added.apiKey) io.out(`API key, shown this once: ${added.apiKey}\n`);
  }
  return exit.done;
}

async function resetPassword(input: Input, io: Io): Promise<number> {
  const { email } = input.options;
  if (!isEmail(email)) {
    io.err("--email is missing or no e-mail address\n");
    return exit.usage;
  }
  const reset = await (
    await serverFunction("resetPassword")
  )(await existingConfigOf({ ...input, options: { ...input.options, role: undefined } }), { email });
  io.out(input.json ? `${JSON.stringify(reset)}\n` : `A new password can be set once at ${reset.link}\n`);
  return exit.done;
}

function isEmail(text: unknown): text is string {
  return typeof text === "string" && text.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(text);
}
