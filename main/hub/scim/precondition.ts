import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../http/http-error.ts';

/** Whether a list of entity tags names a version; weak tags are compared (RFC 9110 section 8.8.3.2). */
function names(list: string, version: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return list.trim() === '*' || list.split(',').some((tag) => bare(tag) === bare(version));
}

/** @throws HttpError 412 where `If-Match` asks for another version (RFC 7644 section 3.14) */
export function requireMatch(headers: IncomingHttpHeaders, version: string): void {
  const asked = headers['if-match'];
  if (asked !== undefined && !names(asked, version)) throw new HttpError(412, 'precondition', 'the resource has another version');
}

/** Whether the caller holds this version already: answered by 304. */
export const isHeld = (headers: IncomingHttpHeaders, version: string): boolean => {
  const held = headers['if-none-match'];
  return held !== undefined && names(held, version);
};
