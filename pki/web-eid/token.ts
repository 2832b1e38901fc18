import { decodeBase64 } from '../encoding/base64.ts';

/**
 * Web eID authentication token, version 1.0 (web-eid-auth-token-v2-format-spec). It names neither origin nor nonce: who verifies it takes both from
 * where it kept them.
 */
export interface WebEidToken {
  /** DER in base64. */
  readonly unverifiedCertificate: string;
  /** RFC 7518 sections 3.3 to 3.5. */
  readonly algorithm: string;
  /** In base64. */
  readonly signature: string;
  readonly format: string;
  /** Address that names the program and its version; told for support, decides nothing. */
  readonly appVersion: string;
}

/** What is made here; a later minor version is read too, as the format says. */
export const TOKEN_FORMAT = 'web-eid:1.0';
const READ_FORMATS = /^web-eid:1(\.\d{1,3})?$/;

/** Longest text of a member: a certificate of 48 KB in base64. */
const LONGEST = 65_536;
const MEMBERS = ['unverifiedCertificate', 'algorithm', 'signature', 'format', 'appVersion'] as const;

export interface ReadToken {
  readonly certificate: Uint8Array;
  readonly algorithm: string;
  readonly signature: Uint8Array;
  readonly appVersion: string;
}

/** The members of a token, or in English why it is none. Members beside the five are left out of account, as the format demands. */
export function readToken(token: unknown): ReadToken | string {
  if (token === null || typeof token !== 'object' || Array.isArray(token)) return 'the token is no object';
  const given = token as Readonly<Record<string, unknown>>;
  const wrong = MEMBERS.find((name) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof value !== 'string' || value.length > LONGEST;
  });
  if (wrong) return `${wrong} is missing or no text`;
  const { unverifiedCertificate, algorithm, signature, format, appVersion } = token as WebEidToken;
  if (!READ_FORMATS.test(format)) return `the format is ${JSON.stringify(format.slice(0, 40))}`;
  const [der, value] = [decodeBase64(unverifiedCertificate), decodeBase64(signature)];
  if (!der || der.length === 0) return 'unverifiedCertificate is not base64';
  if (!value || value.length === 0) return 'signature is not base64';
  return { certificate: der, algorithm, signature: value, appVersion };
}
