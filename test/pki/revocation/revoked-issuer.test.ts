import { describe, expect, it } from 'vitest';
import { validateCertificate } from '../../../pki/path/validate-certificate.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { parseOcspResponse } from '../../../pki/revocation/ocsp/response.ts';
import { pathRevocation } from '../../../pki/revocation/path-revocation.ts';
import { hours, keys, NOW } from '../../support/hpki-chain.ts';
import { ocspResponse } from '../../support/ocsp.ts';
import { authority, chain, holder, list, ROOT } from '../../support/revocation-lists.ts';

/** The authority is revoked hours after the time that decides. */
const REVOKED_AT = hours(5);
const rootList = list({
  issuer: ROOT,
  key: keys.root,
  thisUpdate: hours(8),
  entries: [{ serial: Number.parseInt(authority.serial, 16), date: REVOKED_AT, reason: 'keyCompromise' }],
});
const answers = [{ certificate: holder, issuer: authority, thisUpdate: hours(-2), nextUpdate: hours(40) }];
const response = ocspResponse({ key: keys.authority, producedAt: hours(-1), answers });

function told(lists: readonly Uint8Array[], responses: readonly Uint8Array[], provedAt: Date): string[] {
  const path = { valid: true, reason: null, faults: [], path: [holder, authority], anchor: chain.anchor, policies: [] };
  const data = { crls: [...lists, rootList].map(parseCrl), ocspResponses: responses.map(parseOcspResponse), candidates: [] };
  return pathRevocation(path, data, { at: NOW, until: hours(10), provedAt: () => provedAt }).map(({ status }) =>
    status.status === 'unknown' ? status.why : status.status,
  );
}

describe('of an authority that was revoked after the time that decides', () => {
  it.each<[string, readonly Uint8Array[], readonly Uint8Array[], Date, string]>([
    ['a list proved to be older counts', [list()], [], hours(4), 'good'],
    ['a list that only says so does not', [list()], [], hours(6), 'issuer-out-of-bounds'],
    ['a response proved to be older counts', [], [response], hours(4), 'good'],
    ['a response that only says so does not', [], [response], hours(6), 'issuer-out-of-bounds'],
  ])('%s', (_case, lists, responses, provedAt, status) => expect(told(lists, responses, provedAt)).toEqual([status, 'revoked']));
});

it('a path is refused for the revocation of an authority rather than for what follows from it', () => {
  const crls = [list({ thisUpdate: hours(9) }), rootList].map(parseCrl);
  const asked = { certificate: holder, candidates: [authority], anchors: [chain.anchor], at: hours(10), crls };
  expect(validateCertificate(asked)).toMatchObject({ valid: false, reason: 'REVOKED' });
});
