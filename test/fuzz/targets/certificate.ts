import { toFailure } from '../../../main/failure.ts';
import { certificateText, certificateView } from '../../../main/shell/cli/certificate-view.ts';
import { holderName, kindOf, parseCertificate as parseCardCertificate } from '../../../card/hpki/certificate-facts.ts';
import { sameBytes } from '../../../pki/asn1/values.ts';
import { type Certificate, parseCertificate, verifyIssuedBy } from '../../../pki/certificate/certificate.ts';
import { hcRoles } from '../../../pki/hpki/hc-role.ts';
import { hpkiProfile } from '../../../pki/hpki/profile.ts';
import { signerIdentity } from '../../../pki/hpki/signer-identity.ts';
import { validatePath } from '../../../pki/path/validate-path.ts';
import { demand, type Target } from '../engine/target.ts';
import { DER } from '../mutate/der.ts';
import { base64, base64Set, CHAINS, FURTHER_CHAIN, OPTIONS, SIGNING_TIME } from './world.ts';

/** What screens and reports read from a certificate. */
function describe(certificate: Certificate): void {
  for (const read of [hcRoles, hpkiProfile, signerIdentity, certificateView, (one: Certificate) => certificateText(one, 'en')]) {
    try {
      read(certificate);
    } catch (error) {
      if (toFailure(error).code === 'INTERNAL_FAULT') throw error;
    }
  }
}

/** Parsing, what is shown of a certificate, and paths with it as the last or a middle certificate: only what an authority signed is believed. */
export const certificate: Target = {
  name: 'certificate',
  executions: 800,
  mutations: DER,
  prepare() {
    const seeds = [CHAINS.doctor, CHAINS.pharmacist, FURTHER_CHAIN].flatMap(({ holder, authority, root }) => [holder, authority, root]);
    const signed = base64Set(seeds.map((seed) => parseCertificate(seed).tbs));
    const [holder, authority] = [CHAINS.doctor.holder, CHAINS.doctor.authority].map(parseCertificate) as [Certificate, Certificate];
    const path = (last: Certificate, middle: Certificate) =>
      validatePath({ certificate: last, candidates: [middle], anchors: OPTIONS.anchors, at: SIGNING_TIME });
    return {
      seeds,
      run(input) {
        const onCard = parseCardCertificate(input);
        if (onCard) holderName(onCard);
        kindOf(input);
        const parsed = parseCertificate(input);
        demand(sameBytes(parsed.der, input), 'a certificate is not the bytes it was read from');
        const genuine = signed.has(base64(parsed.tbs));
        demand(genuine || !verifyIssuedBy(parsed, authority), 'a signature fits what was never signed');
        describe(parsed);
        for (const result of [path(parsed, authority), path(holder, parsed)]) {
          demand(genuine || !result.valid || !result.path.includes(parsed), 'a path leads through a forged certificate');
        }
      },
    };
  },
};
