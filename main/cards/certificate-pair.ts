import type { Certificate } from '../../pki/certificate/certificate.ts';
import { ATTRIBUTE, attributeValue } from '../../pki/certificate/name.ts';
import { hcRoles } from '../../pki/hpki/hc-role.ts';
import { isTestCertificate } from '../../pki/hpki/policies.ts';
import { commonName, kanjiName } from '../../pki/hpki/profile.ts';
import { dayInJapan } from '../day-in-japan.ts';

/** What both certificates of one card should say alike. Words: `qualification.pair.<id>`. */
export const PAIR_POINTS = ['holder', 'name-kanji', 'role', 'identifier', 'issuer', 'not-before', 'not-after', 'test'] as const;
export type PairPointId = (typeof PAIR_POINTS)[number];

/**
 * `agrees`: both say the same · `differs`: both say it and not alike · `one-sided`: only one says it · `not-stated`: neither does, which is no
 * disagreement · `one-certificate`: there is nothing to compare with.
 */
export type PairState = 'agrees' | 'differs' | 'one-sided' | 'not-stated' | 'one-certificate';

export interface PairPoint {
  readonly id: PairPointId;
  readonly state: PairState;
  /** As it stands in each certificate, `null` where it does not. */
  readonly signature: string | null;
  readonly authentication: string | null;
}

/** Number in the subject of a certificate, opaque: no source says that it is a registration number. `null` where there is none. */
export const subjectIdentifier = ({ subjectName }: Pick<Certificate, 'subjectName'>): string | null =>
  attributeValue(subjectName, ATTRIBUTE.SERIAL_NUMBER);

/** Spaces and widths of letters make no other value (RFC 5280 section 7.1); letters' case does not either. */
const same = (a: string, b: string): boolean => folded(a) === folded(b);
const folded = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** The two authorities of one issuer differ in their common names by the use alone, so that its organisation is compared. */
const VALUES: Readonly<Record<PairPointId, (certificate: Certificate) => string | null>> = {
  holder: (certificate) => commonName(certificate) || null,
  'name-kanji': kanjiName,
  role: (certificate) => {
    const roles = hcRoles(certificate).map(({ text }) => text);
    return roles.length === 0 ? null : roles.toSorted().join(', ');
  },
  identifier: subjectIdentifier,
  issuer: ({ issuerName }) => attributeValue(issuerName, ATTRIBUTE.ORGANIZATION),
  'not-before': ({ notBefore }) => dayInJapan(notBefore.getTime()),
  'not-after': ({ notAfter }) => dayInJapan(notAfter.getTime()),
  test: (certificate) => String(isTestCertificate(certificate)),
};

function stateOf(signature: string | null, authentication: string | null): PairState {
  if (signature === null && authentication === null) return 'not-stated';
  if (signature === null || authentication === null) return 'one-sided';
  return same(signature, authentication) ? 'agrees' : 'differs';
}

/** Compares what the two certificates of a card say. Their own serial numbers come from two authorities and always differ, so they are no point. */
export function certificatePair(signature: Certificate | null, authentication: Certificate | null): readonly PairPoint[] {
  return PAIR_POINTS.map((id) => {
    const values = { signature: signature && VALUES[id](signature), authentication: authentication && VALUES[id](authentication) };
    const state = signature && authentication ? stateOf(values.signature, values.authentication) : 'one-certificate';
    return { id, state, ...values };
  });
}

/** What two certificates of one holder never say differently: other days may come of a certificate that was issued anew. */
const OF_ONE_HOLDER: ReadonlySet<PairPointId> = new Set(['holder', 'name-kanji', 'role', 'identifier', 'issuer', 'test']);

/**
 * `agree`, or the worst of what was found: `two-holders`, points that belong to one person differ; `dates`, only the days differ; `one-sided`;
 * `one-certificate`.
 */
export type PairVerdict = 'agree' | 'two-holders' | 'dates' | 'one-sided' | 'one-certificate';

export function pairVerdict(points: readonly PairPoint[]): PairVerdict {
  const some = (state: PairState, among: (id: PairPointId) => boolean = () => true) =>
    points.some((point) => point.state === state && among(point.id));
  if (some('one-certificate')) return 'one-certificate';
  if (some('differs', (id) => OF_ONE_HOLDER.has(id))) return 'two-holders';
  if (some('differs')) return 'dates';
  return some('one-sided') ? 'one-sided' : 'agree';
}
