import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { newId } from "../identity/index.ts";
import type { System } from "../system.ts";
import { takeJsonBodies } from "./body.ts";
import type { Route } from "./call.ts";
import { mountIdentity } from "./identity.ts";
import { describeApi } from "./openapi.ts";
import { refuse, sendProblem } from "./problem.ts";
import type { MayShow } from "./seen.ts";
import { serve } from "./serve.ts";
import { serveWeb } from "./web.ts";

/** The HTTP server of a node: every route of every slice, the identity routes, the web app. Not listening yet. */
export async function buildApp(
  system: System,
  routes: readonly Route[],
  mayShow: MayShow,
  mountHealth: (app: FastifyInstance) => void,
): Promise<FastifyInstance> {
  const app = Fastify({
    // Fastify's own "listening at" lines are for those who asked for detail.
    loggerInstance: system.log.child({}, system.log.level === "info" ? { level: "warn" } : {}) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    trustProxy: system.config.trustedProxies.length > 0 ? [...system.config.trustedProxies] : false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 300 },
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    http: { maxHeaderSize: 16_384, headersTimeout: 15_000 },
    exposeHeadRoutes: false,
    return503OnClosing: false,
  });
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler(() => refuse("not_found"));
  takeJsonBodies(app);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    hsts: system.publicUrl.startsWith("https:") ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" },
    frameguard: { action: "deny" },
  });
  await app.register(rateLimit, { global: false });
  await app.register(multipart, { limits: { files: 1, fields: 10, parts: 12, fileSize: 64 * 1_048_576, headerPairs: 50 } });
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer", bodyLimit: 64 * 1_048_576 }, (_request, bytes, done) =>
    done(null, bytes),
  );
  for (const route of routes) serve(app, system, route, mayShow);
  mountIdentity(app, system);
  describeApi(app);
  mountHealth(app);
  await serveWeb(app);
  return app;
}

/** Everything from here alone; styles may be set on elements, because the flow picture positions its nodes so. */
const contentPolicy = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "worker-src": ["'self'"],
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "data:", "blob:"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "manifest-src": ["'self'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
  "base-uri": ["'none'"],
  "object-src": ["'none'"],
};
