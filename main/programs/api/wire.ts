import * as z from 'zod';
import { isNonce, NONCE_LENGTH } from '../../../pki/web-eid/challenge.ts';
import { failure, isoTime } from '../../api/schema/common.ts';
import { requestKind } from '../../api/schema/programs.ts';
import { verificationReport } from '../../api/schema/verification.ts';
import { cardFacts } from '../card-facts.ts';
import { PROGRAM_FAULT_CODES } from '../fault.ts';
import { LIMITS } from '../limits.ts';

/** What goes over the interface for other programs. Every object is strict: a member that nobody knows is refused, not passed over. */
const format = z.enum(['pades', 'xades', 'cades', 'eps']);
const level = z.enum(['B', 'T', 'LT', 'LTA']);

/** Base64 of RFC 4648 section 4, with padding. */
const base64 = z.base64().max(Math.ceil(LIMITS.document / 3) * 4);
const fileName = z.string().min(1).max(255);
const seconds = z
  .number()
  .int()
  .min(10)
  .max(LIMITS.waiting / 1000);

/** A name on one line, without what turns the direction of writing or cannot be seen. */
const programName = z
  .string()
  .min(1)
  .max(LIMITS.name)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

export const fault = z.strictObject({
  error: z.looseObject({ code: z.enum(PROGRAM_FAULT_CODES), message: z.string(), failure: failure.optional(), note: z.string().optional() }),
});

export const pairingOrder = z.strictObject({
  name: programName.describe('How the person knows this program; shown with every request.'),
  permissions: z.array(requestKind).min(1).max(4).describe('What the program wants to ask; the person decides.'),
});
export const pairingMade = z.strictObject({ id: z.uuid(), expiresAt: isoTime });
export const pairingState = z.strictObject({ state: z.enum(['asked', 'allowed']) });
export const pairingCode = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
export const pairingDone = z.strictObject({
  caller: z.uuid(),
  token: z.string().describe('Bearer token of this program, told once. A web page can use it from its own origin only.'),
});

export const proofOrder = z.strictObject({
  caller: z.uuid().describe('The id that pairing gave.'),
  nonce: z
    .string()
    .regex(/^[\w-]{43,128}$/)
    .describe('At least 32 random bytes in base64url without padding, made for this call.'),
});
export const proofMade = z.strictObject({
  proof: z.base64().describe('HMAC-SHA-256 with the SHA-256 of the token as key, over the nonce as text, a colon and the port called in decimal.'),
});

const expiresIn = seconds.optional().describe('Seconds until the request expires when nobody answers it.');
export const signOrder = z.strictObject({
  name: fileName,
  content: base64.describe('The document.'),
  format: format.optional().describe('Wished for; the best for the document unless given.'),
  expiresIn,
});
export const verifyOrder = z.strictObject({
  name: fileName,
  content: base64.describe('The signed file.'),
  detached: z.strictObject({ name: fileName, content: base64 }).optional().describe('What a detached signature signs.'),
  expiresIn,
});
export const cardOrder = z.strictObject({ expiresIn });
export const loginOrder = z.strictObject({
  challengeNonce: z
    .string()
    .min(NONCE_LENGTH.least)
    .max(NONCE_LENGTH.most)
    .refine(isNonce, 'base64 of at least 32 bytes')
    .describe('Base64 of at least 32 random bytes, made by the web application for this login; hashed as text.'),
  expiresIn,
});

export const requestMade = z.strictObject({
  id: z.uuid(),
  expiresAt: isoTime,
  address: z.string().describe('Opens the program and points at this request; carries nothing but its id.'),
});

export const signedAnswer = z.strictObject({
  name: z.string(),
  format,
  level,
  sha256: z.string(),
  content: z.base64().describe('The signed file, or the detached signature.'),
  test: z.boolean().describe('Signed with a card of the test policy.'),
});
export const webEidToken = z.strictObject({
  unverifiedCertificate: z.base64(),
  algorithm: z.string(),
  signature: z.base64(),
  format: z.literal('web-eid:1.0'),
  appVersion: z.string(),
});

const over = ['declined', 'expired', 'withdrawn'] as const;
const ended = { id: z.uuid(), kind: requestKind };
const done = <Kind extends z.infer<typeof requestKind>, Result extends z.ZodType>(kind: Kind, result: Result) =>
  z.strictObject({ id: z.uuid(), kind: z.literal(kind), state: z.literal('done'), result });

/** How a request stands: it waits, was answered with a result of its kind, failed, or nobody answers it any more. */
export const requestState = z.union([
  z.strictObject({ ...ended, state: z.enum(['waiting', 'accepted', 'working']), expiresAt: isoTime }),
  done('sign', signedAnswer),
  done('verify', verificationReport),
  done('card', cardFacts),
  done('login', webEidToken),
  z.strictObject({ ...ended, state: z.literal('failed'), failure }),
  z.strictObject({ ...ended, state: z.enum(over) }),
]);
export type RequestState = z.infer<typeof requestState>;

export const patience = z.strictObject({ wait: z.coerce.number().int().min(0).max(LIMITS.patience).optional() });

export const self = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  origin: z.string().nullable(),
  permissions: z.strictObject({
    sign: z.enum(['no', 'ask']),
    verify: z.enum(['no', 'ask', 'always']),
    card: z.enum(['no', 'ask', 'always']),
    login: z.enum(['no', 'ask']),
  }),
});
