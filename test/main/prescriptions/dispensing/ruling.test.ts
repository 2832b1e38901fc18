import { describe, expect, it } from 'vitest';
import type { PrescriptionRuling } from '../../../../main/api/schema/dispensing.ts';
import { rulingOn } from '../../../../main/prescriptions/dispensing/ruling.ts';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { verifyEps } from '../../../../pki/eps/verify.ts';
import { type Chain, days, hpkiChain, TEST_POLICY, trusting } from '../../../support/hpki-chain.ts';
import { besides, doctor, pharmacist, signedPrescription } from '../../../support/prescription.ts';
import { revoked } from '../../../support/revocation-lists.ts';

const chained = (chain: Chain) => trusting(chain, besides(chain));
/** The name of the chain's authority, published with another key. */
const { subject } = parseCertificate(doctor.authority);
const { spki } = parseCertificate(doctor.root);
const published = { name: 'Example', use: 'sign', subject, spki, sha256: '' } as const;

describe('whether a prescription may be dispensed', () => {
  const onHold = hpkiChain({ holderCrl: revoked(days(-1), { reason: 'certificateHold' }) });
  const withdrawn = hpkiChain({ holderCrl: revoked(days(-1)) });
  const test = hpkiChain({ policy: TEST_POLICY });
  it.each<[string, Chain, ReturnType<typeof trusting>, PrescriptionRuling]>([
    ['of a doctor', doctor, chained(doctor), 'verified'],
    ['without a list of revoked certificates', doctor, trusting(doctor, { chain: [doctor.authority] }), 'unverified'],
    ['of an authority that is not known', doctor, { ...chained(doctor), anchors: [] }, 'unverified'],
    ['of an authority that borrows a published name', doctor, { ...chained(doctor), anchors: [], pinned: [published] }, 'refused'],
    ['of a revoked certificate', withdrawn, chained(withdrawn), 'refused'],
    ['of a certificate on hold', onHold, chained(onHold), 'refused'],
    ['of a pharmacist', pharmacist, chained(pharmacist), 'refused'],
    ['of a certificate of another policy', test, chained(test), 'refused'],
  ])('one %s', async (_what, chain, options, ruling) => {
    const bytes = await signedPrescription('official-sample', chain);
    expect(rulingOn(await verifyEps({ name: 'p.xml', bytes }, options))).toBe(ruling);
  });
});
