import type { TimeStampServiceOrder, TimeStampServiceView } from '../../../main/api/schema/time-stamping.ts';

/** What somebody has typed of a time-stamp service. */
export interface ServiceDraft {
  readonly url: string;
  readonly digest: TimeStampServiceOrder['digest'];
  readonly policy: string;
  readonly user: string;
  readonly password: string;
}

export const EMPTY_DRAFT: ServiceDraft = { url: '', digest: 'sha256', policy: '', user: '', password: '' };

/** Dotted numbers (RFC 3061); the service itself says whether it knows the policy. */
const OBJECT_IDENTIFIER = /^[0-2](\.(0|[1-9]\d*))+$/;

function isServiceAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hash === '';
}

/** The order that a draft makes, or the first field that keeps it from being one. A password left empty keeps the stored one. */
export function orderOf(
  draft: ServiceDraft,
  service: TimeStampServiceView | null,
): { readonly order: TimeStampServiceOrder | null; readonly wrong: keyof ServiceDraft | null } {
  const [url, policy, user] = [draft.url.trim(), draft.policy.trim(), draft.user.trim()];
  const refuse = (wrong: keyof ServiceDraft) => ({ order: null, wrong });
  if (!isServiceAddress(url)) return refuse('url');
  if (policy !== '' && !OBJECT_IDENTIFIER.test(policy)) return refuse('policy');
  if (user.includes(':') || (user === '' && draft.password !== '')) return refuse('user');
  const kept = service?.hasPassword === true && service.url === url && service.user === user;
  if (user !== '' && draft.password === '' && !kept) return refuse('password');
  const authorization = user === '' ? null : { user, password: draft.password === '' ? null : draft.password };
  return { order: { url, digest: draft.digest, policy: policy === '' ? null : policy, authorization }, wrong: null };
}
