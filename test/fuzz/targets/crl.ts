import { integer } from '../../../pki/asn1/encode.ts';
import { parseCertificate, verifyIssuedBy } from '../../../pki/certificate/certificate.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { verifyXades } from '../../../pki/xades/verify.ts';
import { extension, uri, issuingDistributionPoint } from '../../support/certificates.ts';
import { hours, hpkiChain } from '../../support/hpki-chain.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { base64, base64Set, CHAINS, OPTIONS, passed, SIGNER, SIGNING_TIME } from './world.ts';

const { authority, holderCrl, authorityCrl } = CHAINS.doctor;
const entry = (serial: number) => ({ serial, date: hours(-20), reason: 'keyCompromise' }) as const;
const CRL_NUMBER = '2.5.29.20';
const revoking = hpkiChain({ holderCrl: { entries: [entry(1), entry(0x1234)] } }).holderCrl;
const partial = hpkiChain({
  holderCrl: {
    entries: [entry(1), entry(2)],
    extensions: [
      extension(CRL_NUMBER, integer(5)),
      issuingDistributionPoint({ name: uri('http://pki.example/sign.crl'), flag: 'onlyContainsUserCerts' }),
    ],
  },
}).holderCrl;

/** A list answers for certificates only if its authority signed it as it is. */
export const crl: Target = {
  name: 'crl',
  executions: 300,
  mutations: DER,
  async prepare() {
    const issuer = parseCertificate(authority);
    const seeds = [holderCrl, authorityCrl, revoking, partial];
    const signed = base64Set(seeds.map((seed) => parseCrl(seed).tbs));
    const document = await signXades({ xml: Buffer.from('<r>x</r>'), signer: SIGNER, signingTime: SIGNING_TIME });
    return {
      seeds,
      async run(input) {
        const list = parseCrl(input);
        const genuine = signed.has(base64(list.tbs));
        demand(genuine || !verifyIssuedBy(list, issuer), 'a signature fits what was never signed');
        const report = await verifyXades({ name: 'x', bytes: document }, { ...OPTIONS, crls: [input, authorityCrl] });
        demand(genuine || !passed(report), 'a forged list answers for a certificate');
        demand(genuine || report.subIndication !== 'REVOKED', 'a forged list revokes a certificate');
      },
    };
  },
};
