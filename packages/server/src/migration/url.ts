/**
 * The same database as another user. By hand and not by `URL`: a socket's URL (`postgres://user@/rondo?host=/run/x`,
 * or with an encoded path for a host) is one that `URL` refuses or rewrites.
 */
export function withUser(url: string, user: string, password: string): string {
  const [, scheme, rest] = /^(postgres(?:ql)?:\/\/)(?:[^@/?]*@)?(.*)$/s.exec(url) ?? [];
  if (scheme === undefined) throw new TypeError("not a postgres:// URL");
  return `${scheme}${encodeURIComponent(user)}:${encodeURIComponent(password)}@${rest}`;
}

/** The same URL without its password, for logs and messages. */
export function withoutPassword(url: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^:@/?]*):[^@/?]*@/, "$1:***@").replace(/([?&]password=)[^&]*/i, "$1***");
}
