import { certificateSha256, orderChain, parseCertificate } from '../hpki/certificate-facts.ts';
import type { IsolatedModule } from './isolated-module.ts';
import type { TokenFacts } from './messages.ts';

/** One token of a module, with what it shows without a PIN. */
export interface Token {
  readonly module: IsolatedModule;
  readonly facts: TokenFacts;
  /** End-entity certificate, DER; `null` where the token names none, or more than one. */
  readonly certificate: Uint8Array | null;
  /** Issuers that the token stores, DER, nearest first. */
  readonly chain: readonly Uint8Array[];
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** The tokens that a module sees now. @throws CardError */
export async function readTokens(module: IsolatedModule): Promise<readonly Token[]> {
  const { tokens } = await module.look();
  return tokens.map((facts) => {
    const certificate = facts.certificate === null ? null : bytes(facts.certificate);
    const parsed = certificate && parseCertificate(certificate);
    const others = facts.others.map(bytes).flatMap((der) => parseCertificate(der) ?? []);
    const chain = parsed ? orderChain(parsed, others).map(({ raw }) => new Uint8Array(raw)) : [];
    return { module, facts, certificate, chain };
  });
}

/** Whether it is the same token with the same certificate, whatever slot it stands in. */
export function isSameToken(one: Token, other: Token): boolean {
  return one.facts.serial === other.facts.serial && one.facts.certificate === other.facts.certificate;
}

/** Names one token with one certificate. */
export const tokenIdentity = ({ facts, certificate }: Token): string => `${facts.serial}/${certificate ? certificateSha256(certificate) : ''}`;
