import * as z from 'zod';
import { isoTime } from './common.ts';
import { check } from './verification.ts';

const MAX_TEXT = 500;

/** SHA-256 of a certificate, upper-case hexadecimal. */
export const fingerprint = z.string().regex(/^[0-9A-F]{64}$/);

/** What somebody looked up about an operator (総務省告示146号), with where that is written and on which day. */
export const accreditation = z.object({
  accredited: z.boolean(),
  source: z.string().trim().min(1).max(MAX_TEXT),
  asOf: z.iso.date(),
});

const certificateFacts = {
  sha256: fingerprint,
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
  notBefore: isoTime,
  notAfter: isoTime,
  selfSigned: z.boolean(),
  /** Hosts at which it says that revocation lists about it are published. */
  revocationHosts: z.array(z.string()),
};

/** A root, or a time-stamping authority's own certificate, that counts for time stamps and for nothing else. */
export const tsaAnchor = z.object({
  ...certificateFacts,
  /** As the person calls it; the common name unless told. */
  name: z.string(),
  importedAt: isoTime,
  /** `null`: not known. */
  accreditation: accreditation.nullable(),
});
export type TsaAnchorView = z.infer<typeof tsaAnchor>;

/** A certificate file before it is imported. The person compares `sha256` with what the operator publishes. */
export const tsaCertificateView = z.object({
  ...certificateFacts,
  /** Name that import proposes. */
  name: z.string(),
  /** `authority` issues certificates, `time-stamping` makes stamps itself, `other` is fit for neither. */
  use: z.enum(['authority', 'time-stamping', 'other']),
  imported: z.boolean(),
});
export type TsaCertificateView = z.infer<typeof tsaCertificateView>;

export const tsaImport = z.object({
  file: z.file(),
  /** The fingerprint that was shown and compared; another certificate in the file is refused. */
  sha256: fingerprint,
  name: z.string().trim().max(MAX_TEXT),
  accreditation: accreditation.nullable(),
});

const url = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => {
    const address = URL.parse(text);
    return address?.username === '' && address.password === '' && address.hash === '';
  });
const digest = z.enum(['sha256', 'sha384', 'sha512']);
const policy = z
  .string()
  .regex(/^[0-2](\.(0|[1-9]\d*))+$/)
  .max(200)
  .nullable();

/** The time-stamp service that the desk uses. Its password never leaves the store. */
export const timeStampService = z.object({ url, digest, policy, user: z.string().nullable(), hasPassword: z.boolean() });
export type TimeStampServiceView = z.infer<typeof timeStampService>;

export const timeStampServiceOrder = z.object({
  url,
  digest,
  /** Policy that is asked for; `null` takes the service's own. */
  policy,
  /** HTTP basic authentication. `password: null` keeps the one that rests in the store for this very address and user. */
  authorization: z
    .object({
      user: z
        .string()
        .min(1)
        .max(MAX_TEXT)
        .regex(/^[^:]+$/),
      password: z.string().min(1).max(MAX_TEXT).nullable(),
    })
    .nullable(),
});
export type TimeStampServiceOrder = z.infer<typeof timeStampServiceOrder>;

/** One time stamp over random bytes, got from the service just now. */
export const timeStampTest = z.object({
  time: isoTime,
  /** Its time minus this computer's, in seconds. */
  clockDifference: z.number(),
  authority: z.string(),
  policy: z.string(),
  serial: z.string(),
  /** Its authority leads to an imported anchor, so that verification here will believe it. */
  trusted: z.boolean(),
  checks: z.array(check),
});
export type TimeStampTest = z.infer<typeof timeStampTest>;
