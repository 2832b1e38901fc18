import * as z from 'zod';
import type { Certificate } from '../../pki/certificate/certificate.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import type { Check } from '../../pki/report.ts';
import type { Readiness } from '../../pki/readiness.ts';
import { failure } from '../api/schema/common.ts';
import { PAIR_POINTS, subjectIdentifier } from '../cards/certificate-pair.ts';
import type { JudgedApplication } from '../cards/judged-application.ts';

const kind = z.enum(['signature', 'authentication']);

const checkedApplication = z.object({
  kind,
  aid: z.string(),
  triesLeft: z.number().nullable(),
  certificate: z
    .object({
      subject: z.string(),
      issuer: z.string(),
      serial: z.string(),
      sha256: z.string(),
      commonName: z.string(),
      nameKanji: z.string().nullable(),
      hcRoles: z.array(z.string()),
      /** serialNumber of the subject. */
      identifier: z.string().nullable(),
      notBefore: z.string(),
      notAfter: z.string(),
    })
    .nullable(),
  test: z.boolean(),
  checks: z.array(z.custom<Check>()),
  revocation: z.object({ status: z.enum(['good', 'revoked', 'unknown']), asOf: z.string().nullable(), ageHours: z.number().nullable() }),
  failure: failure.nullable(),
});
export type CheckedApplication = z.infer<typeof checkedApplication>;

/** What one check of a card found, as plain data: what is printed and kept of it later is drawn from this alone. */
export const qualificationRecord = z.object({
  checkedAt: z.string(),
  /** Of the program. */
  version: z.string(),
  reader: z.string(),
  atr: z.string(),
  /** Test cards were accepted. */
  testMode: z.boolean(),
  applications: z.array(checkedApplication),
  pair: z.array(
    z.object({
      id: z.enum(PAIR_POINTS),
      state: z.enum(['agrees', 'differs', 'one-sided', 'not-stated', 'one-certificate']),
      signature: z.string().nullable(),
      authentication: z.string().nullable(),
    }),
  ),
  possession: z.object({
    /** `contradicted`: what the card signed does not fit the key of its certificate. */
    state: z.enum(['proved', 'not-asked', 'not-proved', 'contradicted']),
    at: z.string().nullable(),
    /** After the attempt. */
    triesLeft: z.number().nullable(),
    failure: failure.nullable(),
  }),
});
export type QualificationRecord = z.infer<typeof qualificationRecord>;

const UNKNOWN: CheckedApplication['revocation'] = { status: 'unknown', asOf: null, ageHours: null };

const revocationFacts = ({ status, asOf, ageHours }: Readiness['revocation']): CheckedApplication['revocation'] => ({
  status,
  asOf: asOf?.toISOString() ?? null,
  ageHours,
});

const certificateFacts = (certificate: Certificate): NonNullable<CheckedApplication['certificate']> => {
  const { hcRoles, ...identity } = signerIdentity(certificate);
  return {
    ...identity,
    hcRoles: [...hcRoles],
    identifier: subjectIdentifier(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
  };
};

/** What is kept of a judged application. */
export const checkedApplicationOf = ({ kind, aid, triesLeft, judged, failure }: JudgedApplication): CheckedApplication => ({
  kind,
  aid,
  triesLeft,
  certificate: judged && certificateFacts(judged.certificate),
  test: judged?.readiness.test ?? false,
  checks: [...(judged?.readiness.checks ?? [])],
  revocation: judged ? revocationFacts(judged.readiness.revocation) : UNKNOWN,
  failure,
});

/** The certificate that names the holder: that of signatures, else that of authentication. */
export const namingCertificate = ({ applications }: Pick<QualificationRecord, 'applications'>): CheckedApplication['certificate'] =>
  applications.find(({ certificate }) => certificate !== null)?.certificate ?? null;

export const nameOf = (certificate: CheckedApplication['certificate']): string => certificate?.nameKanji ?? certificate?.commonName ?? '';
