import * as z from 'zod';
import type { PasskeyResponse, PasskeyTask } from './question.ts';

/** More than any authenticator answers. */
const LIMIT = 65_536;

const credential = {
  id: z.base64url().min(1),
  rawId: z.base64url().min(1),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
};

/** WebAuthn's JSON forms, as far as the verifier reads them (RegistrationResponseJSON, AuthenticationResponseJSON). */
const SHAPES = {
  register: z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: z.base64url(),
      attestationObject: z.base64url(),
      transports: z.array(z.string().max(40)).max(10).optional(),
    }),
  }),
  authenticate: z.looseObject({
    ...credential,
    response: z.looseObject({ clientDataJSON: z.base64url(), authenticatorData: z.base64url(), signature: z.base64url() }),
  }),
} as const satisfies Record<PasskeyTask['kind'], z.ZodType>;

/** The body of an answer, read no further than an answer can be long; `null` when it is none. What it says is not verified here. */
export async function readResponse(task: PasskeyTask['kind'], body: AsyncIterable<Uint8Array>): Promise<PasskeyResponse | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LIMIT) return null;
    chunks.push(chunk);
  }
  try {
    const { data } = SHAPES[task].safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    return (data as PasskeyResponse | undefined) ?? null;
  } catch {
    return null;
  }
}
