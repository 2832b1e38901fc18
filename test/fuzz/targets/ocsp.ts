import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import { parseOcspResponse } from '../../../pki/revocation/ocsp/response.ts';
import { verifyXades } from '../../../pki/xades/verify.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { hours, keys } from '../../support/hpki-chain.ts';
import { basicResponse, nonceExtension, ocspResponse } from '../../support/ocsp.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { base64, base64Set, CHAINS, OPTIONS, passed, SIGNER, SIGNING_TIME } from './world.ts';

const { authorityCrl } = CHAINS.doctor;
const [certificate, issuer] = [CHAINS.doctor.holder, CHAINS.doctor.authority].map(parseCertificate) as [Certificate, Certificate];
const window = { thisUpdate: hours(-2), nextUpdate: hours(2) };
const answer = { certificate, issuer, ...window };
const response = { key: keys.authority, producedAt: hours(-1), answers: [answer] };

/** An answer about a certificate counts only if its authority gave it as it is. */
export const ocsp: Target = {
  name: 'ocsp',
  executions: 300,
  mutations: DER,
  async prepare() {
    const seeds = [
      ocspResponse(response),
      ocspResponse({ ...response, certificates: [CHAINS.doctor.authority], extensions: [nonceExtension(Uint8Array.of(1, 2, 3, 4))] }),
      ocspResponse({
        ...response,
        answers: [
          { ...answer, said: { date: hours(-20), reason: 'keyCompromise' } },
          { ...answer, certificate: issuer, digest: 'sha256' },
        ],
      }),
      basicResponse(response),
    ];
    const signed = base64Set(seeds.map((seed) => parseOcspResponse(seed).tbs));
    const document = await signXades({ xml: Buffer.from('<r>x</r>'), signer: SIGNER, signingTime: SIGNING_TIME });
    const verify = (bytes: Uint8Array) => verifyXades({ name: 'x', bytes: document }, { ...OPTIONS, crls: [authorityCrl], ocspResponses: [bytes] });
    demand(passed(await verify(seeds[0]!)), 'a genuine answer does not count');
    return {
      seeds,
      async run(input) {
        const genuine = signed.has(base64(parseOcspResponse(input).tbs));
        const report = await verify(input);
        demand(genuine || !passed(report), 'a forged answer answers for a certificate');
        demand(genuine || !report.subIndication?.startsWith('REVOKED'), 'a forged answer revokes a certificate');
      },
    };
  },
};
