import * as z from 'zod';
import { failure, isoTime } from './common.ts';

/** What is kept of one address; what was never had is `null`. */
export const revocationPlace = z.object({
  address: z.string(),
  kind: z.enum(['crl', 'ocsp']),
  /** RFC 4514 name of the issuer of the list, of the responder's certificate issuer for an OCSP answer. */
  issuer: z.string().nullable(),
  thisUpdate: isoTime.nullable(),
  nextUpdate: isoTime.nullable(),
  /** When it was last fetched, or last told to be the newest. */
  fetchedAt: isoTime.nullable(),
  /** Since `thisUpdate`. */
  ageHours: z.number().nullable(),
  /** Revoked certificates on the list. */
  entries: z.number().int().nullable(),
  /** `current` holds now · `outdated` past its next update · `missing` never had. */
  state: z.enum(['current', 'outdated', 'missing']),
  lastFailure: failure.extend({ at: isoTime }).nullable(),
});
export type RevocationPlace = z.infer<typeof revocationPlace>;

export const revocationView = z.object({
  /** By address; at first the published lists of the healthcare PKI, had or not. */
  places: z.array(revocationPlace),
  /** Hosts that publish for the healthcare PKI; allowed always. */
  publishedHosts: z.array(z.string()),
  /** Hosts that documents and lists named of late and that may not be asked, the latest first; a person decides about each. */
  refusedHosts: z.array(z.string()),
});
export type RevocationView = z.infer<typeof revocationView>;
