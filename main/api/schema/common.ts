import * as z from 'zod';

/** A failure as a screen or command line shows it: words come from `errors.<code>` in the locale files. */
export const failure = z.object({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Failure = z.infer<typeof failure>;

export const language = z.enum(['ja', 'en']);
export const isoTime = z.iso.datetime({ offset: true });

export const hcCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
  notBefore: isoTime,
  notAfter: isoTime,
  keyUsage: z.array(z.string()),
  policies: z.array(z.string()),
  hcRoles: z.array(z.string()),
  sha256: z.string(),
  commonName: z.string(),
  nameKanji: z.string().nullable(),
  /** The certificate carries the test policy. */
  test: z.boolean(),
  /** Whole days until notAfter, negative after it. */
  daysLeft: z.number().int(),
});
export type HcCertificate = z.infer<typeof hcCertificate>;
