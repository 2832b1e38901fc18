import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { productionTrust } from '../../../pki/trust-store/production-trust.ts';
import { judgeSigner } from '../../../pki/validation/assess-signer.ts';
import { conclude } from '../../../pki/validation/conclude.ts';
import { withCorpus } from '../../support/shared-data.ts';

withCorpus('hpki', (folder) => {
  const xml = readFileSync(join(folder, 'prescription-004_01.xml'), 'utf8');
  const values = (element: string): Uint8Array[] =>
    [...xml.matchAll(new RegExp(`<(?:\\w+:)?${element}[^>]*>([^<]+)<`, 'g'))].map(([, base64]) => Buffer.from(base64!, 'base64'));

  const assess = (trustedTime: Date | null, acceptTestCards: boolean) =>
    judgeSigner(
      {
        certificate: values('X509Certificate')[0]!,
        embedded: { certificates: values('EncapsulatedX509Certificate'), crls: values('EncapsulatedCRLValue'), ocspResponses: [] },
        timeStamps: [],
        algorithms: ['rsa-sha256', 'sha256'],
        requiredRoles: ['Medical Doctor'],
      },
      { signature: trustedTime, provedAt: () => TODAY },
      { ...productionTrust(), chain: [], crls: [], at: TODAY, acceptTestCards },
    );

  const TODAY = new Date('2026-11-20T00:00:00Z');
  const STAMPED = new Date('2022-09-07T08:08:02Z');

  it.each([
    ['its own time, test cards accepted', STAMPED, true, { conclusion: 'TOTAL-PASSED', subIndication: null }],
    ['its own time', STAMPED, false, { conclusion: 'INDETERMINATE', subIndication: 'CHAIN_CONSTRAINTS_FAILURE' }],
    ['today, for which its lists are too old', null, true, { conclusion: 'INDETERMINATE', subIndication: 'TRY_LATER' }],
  ])('the signer of the official prescription at %s', async (_case, time, acceptTestCards, answer) => {
    const { checks, test, identity } = await assess(time, acceptTestCards);
    expect({ ...conclude(checks), test, role: identity?.hcRoles }).toEqual({ ...answer, test: true, role: ['Medical Doctor'] });
  });

  it('is vouched for by a published authority', async () => {
    const { checks } = await assess(STAMPED, true);
    expect(checks.find(({ id }) => id === 'issuer-key-pinned')).toMatchObject({ status: 'passed', params: { published: true } });
  });

  it('was not revoked as of a list made 15 hours before', async () => {
    const { checks } = await assess(STAMPED, true);
    expect(checks.at(-1)?.params).toEqual({
      evidence: 'crl',
      crlNumber: '1470',
      asOf: '2022-09-06T18:00:00.000Z',
      hoursNotCovered: 15,
      origin: 'document',
    });
  });
});
