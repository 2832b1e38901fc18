import { expect, it } from 'vitest';
import type { SignatureReport } from '../../../pki/report.ts';
import { certificateSignature } from '../../../main/credits/certificate-signature.ts';
import { certificate } from '../../../main/training/output/papers/certificate.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { NOW, PEOPLE, SCHEMES, SEMINAR, SETTLEMENT } from '../training/output/samples.ts';

const report = (change: Partial<SignatureReport>): SignatureReport => ({
  id: 's',
  conclusion: 'TOTAL-PASSED',
  subIndication: null,
  intact: true,
  level: 'B',
  coversWholeDocument: true,
  notCovered: [],
  signer: { subject: '', issuer: '', serial: '01', nameKanji: '市谷　一郎', commonName: 'Ichiro', hcRoles: [], sha256: '' },
  claimedTime: null,
  bestSignatureTime: NOW.toISOString(),
  test: false,
  checks: [],
  timeStamps: [],
  ...change,
});

it.each<[string, readonly Partial<SignatureReport>[], string, string | null]>([
  ['none', [], 'unsigned', null],
  ['one that holds', [{}], 'valid', '市谷　一郎'],
  ['one that nothing decides', [{ conclusion: 'INDETERMINATE' }], 'doubtful', '市谷　一郎'],
  ['one beside which something was added', [{ coversWholeDocument: false }], 'doubtful', '市谷　一郎'],
  ['one that does not hold', [{ conclusion: 'TOTAL-FAILED' }], 'wrong', '市谷　一郎'],
  ['of a test card, trusted', [{ test: true }], 'test', '市谷　一郎'],
  ['of a test card, not trusted', [{ test: true, conclusion: 'INDETERMINATE' }], 'test', '市谷　一郎'],
  ['of a test card, refused for that', [{ test: true, conclusion: 'TOTAL-FAILED' }], 'test', '市谷　一郎'],
  ['of a test card, altered', [{ test: true, conclusion: 'TOTAL-FAILED', intact: false }], 'wrong', '市谷　一郎'],
  ['of a test card beside a good one', [{}, { test: true }], 'test', '市谷　一郎'],
  ['by somebody without kanji', [{ signer: { ...report({}).signer!, nameKanji: null } }], 'valid', 'Ichiro'],
  ['by nobody who is named', [{ signer: null, conclusion: 'INDETERMINATE' }], 'doubtful', null],
])('%s', (_name, signatures, standing, signer) =>
  expect(certificateSignature({ signatures: signatures.map(report) })).toEqual({
    standing,
    signer,
    at: standing === 'unsigned' ? null : NOW.toISOString(),
  }),
);

it('a certificate that was signed is told by its verification, one that was not too', async () => {
  const { bytes } = await certificate({ seminar: SEMINAR, settlement: SETTLEMENT, schemes: SCHEMES, language: 'ja', now: NOW }, PEOPLE[1]!);
  const { signer, options } = await authorityWithDoctor(NOW);
  const signed = await signPades({ source: bytes, signer, signingTime: NOW, stamp: {} });
  const standing = async (pdf: Uint8Array) => certificateSignature(await verifyPades({ name: 'c.pdf', bytes: pdf }, options)).standing;
  expect([await standing(bytes), ['valid', 'test'].includes(await standing(signed))]).toEqual(['unsigned', true]);
});
