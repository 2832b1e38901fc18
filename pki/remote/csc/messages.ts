import * as z from 'zod';

/** A text of a service, with a length that no honest one passes. */
const text = (longest: number) => z.string().min(1).max(longest);

/** `info` (Cloud Signature Consortium API v2); what is not used here is not demanded. */
export const infoAnswer = z.object({
  specs: text(20),
  name: text(255),
  authType: z.array(text(40)).max(20),
  oauth2: text(2048),
  methods: z.array(text(100)).max(100),
});

/** Part of the name under which people choose a key: one line that steers nothing. */
const credentialId = text(255).regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);

/** `credentials/list`. */
export const listAnswer = z.object({ credentialIDs: z.array(credentialId).max(20) });

const objectIdentifier = text(64).regex(/^\d+(?:\.\d+)+$/);

const authenticationObject = z.object({
  type: text(40),
  id: text(64),
  /** `A` any text, `N` digits. */
  format: z.enum(['A', 'N']).optional(),
  /** Named where the value is made anew each time, for example `totp`. */
  generator: z.string().max(40).optional(),
});
export type AuthenticationObject = z.infer<typeof authenticationObject>;

/** `credentials/info`. */
export const credentialAnswer = z.object({
  description: z.string().max(255).optional(),
  key: z.object({ status: text(40), algo: z.array(objectIdentifier).min(1).max(40) }),
  cert: z.object({
    status: z.string().max(40).optional(),
    certificates: z
      .array(z.base64().max(64 * 1024))
      .min(1)
      .max(8),
  }),
  auth: z.object({
    mode: z.enum(['implicit', 'explicit', 'oauth2code']),
    expression: z.string().max(500).optional(),
    objects: z.array(authenticationObject).max(10).optional(),
  }),
});
export type CredentialAnswer = z.infer<typeof credentialAnswer>;

/** `credentials/authorize`. */
export const activationAnswer = z.object({ SAD: text(16 * 1024) });

/** `signatures/signHash`. */
export const signaturesAnswer = z.object({ signatures: z.array(z.base64().max(4096)).max(20) });

/** `oauth2/token` (RFC 6749 section 5.1). A refresh token is neither asked for nor kept. */
export const tokenAnswer = z.object({
  access_token: text(16 * 1024),
  token_type: z.string().regex(/^(?:bearer|SAD)$/i),
  /** Seconds. */
  expires_in: z.number().int().positive().optional(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** Any refusal (RFC 6749 section 5.2); services are in use that call the code of theirs `errorCode`. */
export const errorAnswer = z.object({ error: z.string().optional(), errorCode: z.string().optional() });
