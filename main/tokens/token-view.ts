import { basename } from 'node:path';
import { CardError } from '../../card/errors.ts';
import { kindOf } from '../../card/hpki/certificate-facts.ts';
import { triesTold } from '../../card/pkcs11/failures.ts';
import { type Token, tokenIdentity } from '../../card/pkcs11/token.ts';
import type { ReaderView } from '../api/schema/card.ts';
import { certificateView } from '../cards/certificate-view.ts';
import { toFailure } from '../failure.ts';
import type { SigningSource } from '../signing/readiness.ts';

/** A token under the name by which people and orders speak of it. */
export interface NamedToken {
  readonly name: string;
  readonly token: Token;
}

export const moduleName = (path: string): string => basename(path.replaceAll('\\', '/'));

/** Names of tokens: the label, with the serial number where that alone would not do. */
export function named(tokens: readonly Token[]): readonly NamedToken[] {
  return tokens.map((token) => {
    const { label, serial, slot } = token.facts;
    const same = tokens.filter(({ facts }) => facts.label === label);
    const plain = `${label || moduleName(token.module.path)} (PKCS#11)`;
    return { name: same.length === 1 ? plain : `${plain} ${serial || slot}`, token };
  });
}

/** Why nothing may be signed with a token, `null` where something may; what the certificate itself is worth is judged as that of a card. */
export function tokenFault({ certificate }: Token, reader: string): CardError | null {
  if (!certificate) return new CardError('CARD_CERTIFICATE_UNREADABLE', { reader });
  return kindOf(certificate) === 'authentication' ? new CardError('MODULE_FOR_AUTHENTICATION', { reader }) : null;
}

/** What readiness and levels are judged by. */
export function signingSource({ name, token }: NamedToken): SigningSource {
  const failure = tokenFault(token, name);
  const certificate = token.certificate && !failure ? { der: token.certificate } : null;
  const { pad: pinAtReader, missed } = token.facts;
  return { reader: name, pinAtReader, applications: [{ kind: 'signature', certificate, chain: token.chain, triesLeft: triesTold(missed), failure }] };
}

/** A token as people see it: a reader whose card has one application. */
export function tokenView({ name, token }: NamedToken, now: Date): ReaderView {
  const reader = { name, transport: 'pkcs11' as const, atr: '', busy: false, insertion: tokenIdentity(token) };
  if (!token.certificate) return { ...reader, state: 'foreign', applications: [], failure: null };
  const facts = { aid: moduleName(token.module.path), kind: 'signature' as const, pinTriesLeft: triesTold(token.facts.missed) };
  try {
    const fault = tokenFault(token, name);
    const application = { ...facts, certificate: fault ? null : certificateView(token.certificate, now), failure: fault && toFailure(fault) };
    return { ...reader, state: 'hpki', applications: [application], failure: null };
  } catch (error) {
    return { ...reader, state: 'failed', applications: [], failure: toFailure(error) };
  }
}

/** A module that cannot be used, where its tokens would be. */
export const failedModule = (path: string, error: unknown): ReaderView => ({
  ...{ name: moduleName(path), transport: 'pkcs11', state: 'failed', atr: '', insertion: null, busy: false, applications: [] },
  failure: toFailure(error),
});
