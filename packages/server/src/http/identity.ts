import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { System } from "../system.ts";

/** Sign-in, second factor, passkeys and single sign-on are Better Auth's routes under /api/auth. */
export function mountIdentity(app: FastifyInstance, system: System): void {
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    handler: async (request, reply) => answer(reply, await system.identity.handler(toWeb(system, request), { address: request.ip })),
  });
}

function toWeb(system: System, request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  headers.delete("content-length");
  const body = request.method === "GET" || request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  return new Request(new URL(request.url, system.publicUrl), { method: request.method, headers, ...body });
}

async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  void reply.code(response.status).header("cache-control", "no-store");
  response.headers.forEach((value, name) => {
    if (name !== "set-cookie" && name !== "content-length") void reply.header(name, value);
  });
  for (const cookie of response.headers.getSetCookie()) void reply.header("set-cookie", cookie);
  return reply.send(await response.text());
}
