import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPrescription } from '../../main/documents/prescription/read.ts';
import { prescriptionContent } from '../../pki/eps/content.ts';
import { signPrescription } from '../../pki/eps/sign.ts';
import { verifyEps } from '../../pki/eps/verify.ts';
import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import type { VerificationOptions } from '../../pki/trust.ts';
import { decodeText, encodeText } from '../../pki/xml/text.ts';
import { hpkiChain, NOW } from '../support/hpki-chain.ts';
import { describeWith } from '../support/needs.ts';
import { doctor, signedDispensing, signedPrescription, signerOf } from '../support/prescription.ts';
import { withCorpus } from '../support/shared-data.ts';
import { xmlsecVerify } from '../support/xmlsec.ts';

describeWith(['xmlsec1'], 'prescriptions of ours before xmlsec1', () => {
  it.each(['official-sample', 'exclusive'] as const)('all three references of profile %s', async (profile) => {
    expect(xmlsecVerify(await signedPrescription(profile), 'PrescriptionSign')).toBe('OK 3/3');
  });

  it('both signatures of a dispensing document', async () => {
    const xml = await signedDispensing(await signedPrescription());
    expect([xmlsecVerify(xml, 'PrescriptionSign'), xmlsecVerify(xml, 'DispensingSign')]).toEqual(['OK 3/3', 'OK 3/3']);
  });

  it.each<[string, (text: string) => string]>([
    ['text', (text) => text.replace('>U0oxC', '>U0oxD')],
    ['SigningTime', (text) => text.replace('T03:00', 'T04:00')],
    ['white space in KeyInfo', (text) => text.replace('<xs:X509Data>', '<xs:X509Data> ')],
    ['a namespace in scope', (text) => text.replace('<Document ', '<Document xmlns:y="urn:y" ')],
    ['white space elsewhere', (text) => text.replace('<Prescription>', '<Prescription> ')],
    ['nothing', (text) => text],
  ])('agrees about changed %s', async (_, change) => {
    const bytes = encodeText(change(decodeText(await signedPrescription())));
    const { signatures } = await verifyEps({ name: 'p.xml', bytes }, productionAt(NOW));
    expect(signatures[0]!.intact).toBe(xmlsecVerify(bytes, 'PrescriptionSign') === 'OK 3/3');
  });
});

const productionAt = (at: Date, change: Partial<VerificationOptions> = {}): VerificationOptions => ({
  ...productionTrust(),
  chain: [],
  crls: [],
  at,
  acceptTestCards: true,
  ...change,
});

/** An authority with the names of the ministry and of MEDIS, over keys of our own. */
const FORGED = hpkiChain({
  rootName: [
    ['C', 'JP'],
    ['O', 'Ministry of Health, Labour and Welfare'],
    ['OU', 'Director-General for Policy Planning and Evaluation'],
    ['OU', 'MHLW HPKI Root CA V2'],
  ],
  authorityName: [
    ['C', 'JP'],
    ['O', 'MEDIS'],
    ['OU', 'MEDIS HPKI CA'],
    ['CN', 'HPKI-01-MedisSignCA2-forNonRepudiation'],
  ],
});

withCorpus('hpki', (folder) => {
  const bytes = readFileSync(join(folder, 'prescription-004_01.xml'));

  it('the official sample is intact, says who signed, and the time stamp of an authority that nobody trusts proves nothing', async () => {
    const at = new Date('2022-09-08T00:00:00Z');
    const report = await verifyEps({ name: 'sample', bytes }, productionAt(at));
    const { checks, signer, timeStamps, ...signature } = report.signatures[0]!;
    expect({ ...report, signatures: [signature] }).toEqual({
      file: 'sample',
      format: 'eps-prescription',
      conclusion: 'INDETERMINATE',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
      verifiedAt: at.toISOString(),
      testCardsAccepted: true,
      signatures: [
        {
          id: 'PrescriptionSign',
          conclusion: 'INDETERMINATE',
          subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
          intact: true,
          level: 'LT',
          coversWholeDocument: false,
          notCovered: ['PrescriptionManagement', 'AdditionalPrescriptionInformation'],
          claimedTime: '2022-09-07T08:08:01.000Z',
          bestSignatureTime: at.toISOString(),
          test: true,
        },
      ],
    });
    expect(timeStamps).toMatchObject([{ id: 'idbc9e4f38', kind: 'signature', time: '2022-09-07T08:18:25.197Z', trusted: false }]);
    expect(signer).toMatchObject({ hcRoles: ['Medical Doctor'], nameKanji: '神楽坂　三十四', serial: '015E' });
    expect(checks.filter(({ status }) => status !== 'passed').map(({ id }) => id)).toEqual(['signature-time-stamp']);
  });

  it.each<[string, VerificationOptions]>([
    ['today, when its revocation lists are old', productionAt(new Date('2026-11-20T00:00:00Z'))],
    ['without test mode', productionAt(new Date('2022-09-08T00:00:00Z'), { acceptTestCards: false })],
    ['under no anchor', productionAt(new Date('2022-09-08T00:00:00Z'), { anchors: [] })],
  ])('the official sample is not green %s', async (_, options) => {
    const { conclusion, signatures } = await verifyEps({ name: 'sample', bytes }, options);
    expect([conclusion, signatures[0]!.intact]).toEqual(['INDETERMINATE', true]);
  });

  it('the content of the official sample, signed by us, has the official digest', async () => {
    const csv = prescriptionContent(bytes);
    const signed = await signPrescription({ csv, signer: signerOf(doctor), profile: 'official-sample', signingTime: NOW });
    expect(decodeText(signed)).toContain('<xs:DigestValue>d2AViR1mbbTGkOUKs3/DNI66RLps3c8tE/UDoled78U=</xs:DigestValue>');
  });

  it('the content of the official sample can be shown without a record left over', () => {
    const { institution, patient, groups, unknownRecords } = readPrescription(bytes);
    expect([institution.name, patient.nameKanji, groups.map(({ drugs }) => drugs.map(({ name }) => name)), unknownRecords]).toEqual([
      '検証用病院',
      '電処　有効五二',
      [['ミニリンメルトＯＤ錠２５μｇ'], ['アルメタ軟膏　０．１％']],
      [],
    ]);
  });

  it('a prescription under a home-made authority of the right names is not accepted, and it is said why', async () => {
    const chain = [readFileSync(join(folder, 'medis-sign-ca2.der')), FORGED.authority, FORGED.root];
    const forged = await signedPrescription('official-sample', FORGED);
    const { conclusion, subIndication, signatures } = await verifyEps({ name: 'forged', bytes: forged }, productionAt(NOW, { chain }));
    expect([conclusion, subIndication, signatures[0]!.intact]).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', true]);
    expect(signatures[0]!.checks.find(({ id }) => id === 'issuer-key-pinned')?.status).toBe('failed');
  });
});
