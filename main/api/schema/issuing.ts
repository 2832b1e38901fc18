import * as z from 'zod';
import { isoTime } from './common.ts';
import { revocationState } from './credentials.ts';

const reasonText = z.string().max(500);

export const productionBatch = z.object({ id: z.string(), at: isoTime, by: z.string(), orders: z.array(z.string()), produced: z.number().int() });
export const serialImport = z.object({
  applied: z.boolean(),
  produced: z.number().int(),
  rows: z.array(z.object({ line: z.number().int(), order: z.string(), serial: z.string(), problem: z.string().nullable() })),
});

export const handOverCard = z.object({
  reader: z.string(),
  certificates: z.array(
    z.object({
      usage: z.enum(['signature', 'authentication']),
      issuer: z.string(),
      serial: z.string(),
      subject: z.string(),
      nameKanji: z.string().nullable(),
      notAfter: isoTime,
      sha256: z.string(),
      test: z.boolean(),
      path: z.enum(['proved', 'not-provable', 'wrong']),
      /** By the newest list. */
      revoked: z.boolean().nullable(),
    }),
  ),
  /** What speaks against handing it over; words `credentials.hand-over.finding.<id>`. */
  findings: z.array(z.object({ id: z.string(), stops: z.boolean() })),
  /** What was found is passed over only by saying why. */
  asksReason: z.boolean(),
});
export type HandOverCard = z.infer<typeof handOverCard>;
export const handOverOrder = z.object({
  nonce: z.string().min(8).max(100),
  order: z.string(),
  reader: z.string(),
  /** Hashes of the certificates that the clerk saw; the card is read again. */
  seen: z.array(z.string()).min(1).max(2),
  evidence: z.array(z.string()).max(30),
  /** `asked`: the holder types the PIN and the card proves possession; `not-tested`: told as such for ever. */
  possession: z.enum(['asked', 'not-tested']),
  reason: reasonText,
});
export type HandOverOrder = z.infer<typeof handOverOrder>;

export const revocationRow = z.object({
  request: z.string(),
  object: z.string(),
  holder: z.number().int(),
  name: z.string(),
  usage: z.string(),
  issuer: z.string(),
  serial: z.string(),
  state: revocationState,
});
export type RevocationRow = z.infer<typeof revocationRow>;
export const trackAnswer = z.object({
  asked: z.number().int(),
  listed: z.number().int(),
  unanswered: z.number().int(),
  rows: z.array(revocationRow),
});
