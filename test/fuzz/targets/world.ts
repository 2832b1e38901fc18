import { explicit, ia5String, implicit, integer, objectIdentifier, octetString, sequence } from '../../../pki/asn1/encode.ts';
import { EXTENSION } from '../../../pki/certificate/extensions/oids.ts';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import { localTimeStamper } from '../../../pki/time-stamp/local.ts';
import { extension, uri } from '../../support/certificates.ts';
import { hours, hpkiChain, keys, NOW, trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, pharmacist, signerOf } from '../../support/prescription.ts';
import { timeStampAuthority } from '../../support/time-stamps.ts';
import { demand } from '../engine/target.ts';

/** One doctor and one pharmacist of a healthcare chain and a verifier that trusts it, all from seeded keys. */
export const CHAINS = { doctor, pharmacist };
export const ISSUED = {
  certificate: doctor.holder,
  chain: [doctor.authority, doctor.root],
  privateKey: new Uint8Array(keys.holder.export({ type: 'pkcs8', format: 'der' })),
};
export const SIGNER = signerOf(doctor);
export const SIGNING_TIME = NOW;
export const TSA = timeStampAuthority();
const { chain, crls } = besides(doctor);
export const OPTIONS = trusting(doctor, { chain, crls: [...crls, TSA.crl], tsaAnchors: [TSA.anchor] });

/** A time-stamp server whose clock is not the one of the verifier. */
const timeStamper = localTimeStamper(testSigner({ certificate: TSA.certificate, chain: [TSA.root], privateKey: keys.holder }), () => hours(-1));
export const MATERIAL = levelMaterial({ timeStamper, options: OPTIONS, now: () => NOW });
export const LEVELS = [{}, { level: 'T', material: MATERIAL }, { level: 'LTA', material: MATERIAL }] as const;

/** Certificates with every extension that is read and that the healthcare PKI does not use. */
export const FURTHER_CHAIN = hpkiChain({
  authorityExtensions: [
    extension(EXTENSION.NAME_CONSTRAINTS, sequence(explicit(0, sequence(implicit(2, ia5String('example.jp')))))),
    extension(EXTENSION.POLICY_MAPPINGS, sequence(sequence(objectIdentifier('1.2.3'), objectIdentifier('1.2.4')))),
    extension(EXTENSION.POLICY_CONSTRAINTS, sequence(implicit(0, integer(3)), implicit(1, integer(4)))),
    extension(EXTENSION.INHIBIT_ANY_POLICY, integer(2)),
    extension(EXTENSION.SUBJECT_KEY_IDENTIFIER, octetString(Uint8Array.of(1, 2, 3))),
  ],
  holderExtensions: [
    extension(
      EXTENSION.SUBJECT_ALT_NAME,
      sequence(uri('https://example.jp/'), implicit(2, ia5String('a.example.jp')), implicit(1, ia5String('a@example.jp'))),
    ),
    extension(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier('1.3.6.1.5.5.7.3.8'))),
    extension(EXTENSION.AUTHORITY_KEY_IDENTIFIER, sequence(implicit(0, octetString(Uint8Array.of(1, 2, 3))))),
  ],
});

/** An answer that somebody relies on. */
export const passed = ({ conclusion }: VerificationReport): boolean => conclusion === 'TOTAL-PASSED';

/** Who signed, when by their own word, and when for certain. */
const linesOf = ({ signatures }: VerificationReport): string[] =>
  signatures.map(({ signer, claimedTime, bestSignatureTime }) => [signer?.sha256, claimedTime, bestSignatureTime].join(' '));

/** What passing reports on genuine files say; a report that passes and says anything else is a fault. */
export function expecting(genuine: readonly VerificationReport[]): (report: VerificationReport) => void {
  const said = new Set(genuine.filter(passed).flatMap(linesOf));
  demand(said.size > 0, 'no genuine file passes');
  return (report) =>
    demand(
      linesOf(report).every((line) => said.has(line)),
      'a signature passes that says other things',
    );
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const base64Set = (all: readonly Uint8Array[]): ReadonlySet<string> => new Set(all.map(base64));
