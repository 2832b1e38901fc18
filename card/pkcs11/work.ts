import { equal } from '../bytes.ts';
import { CardError } from '../errors.ts';
import { CKA, CKF_TOKEN, CKM_RSA_PKCS, CKO, CKR, CKU, CryptokiFailure } from './cryptoki.ts';
import { failureOf } from './failures.ts';
import type { MadeSignature, MissedEntries, ModuleFacts, SignatureOrder, TokenFacts } from './messages.ts';
import type { CryptokiModule, Handle, NativeTokenInfo } from './native.ts';

/** Labels of the HPKI modules (JAHIS 24-002 clause 5.2). */
export const LABELS = { certificate: 'HPKI END ENTITY CERTIFICATE', key: 'Private key of HPKI' } as const;

/** From no alarm to the worst. */
const WORSE: readonly MissedEntries[] = ['none-told', 'some', 'final-try', 'locked'];

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const label = (name: string) => ({ type: CKA.label, value: Buffer.from(name) });

function missedBy({ flags }: NativeTokenInfo): MissedEntries {
  if (flags & CKF_TOKEN.userPinLocked) return 'locked';
  if (flags & CKF_TOKEN.userPinFinalTry) return 'final-try';
  return flags & CKF_TOKEN.userPinCountLow ? 'some' : 'none-told';
}

/** Everything that the tokens of a module show without a PIN. A token that goes while it is read is left out. */
export function look(module: CryptokiModule): ModuleFacts {
  const tokens: TokenFacts[] = [];
  for (const slot of module.slots()) {
    try {
      tokens.push(tokenFacts(module, slot));
    } catch (error) {
      if (failureOf(error, null).code !== 'CARD_REMOVED') throw error;
    }
  }
  return { description: module.description(), tokens };
}

function tokenFacts(module: CryptokiModule, slot: Handle): TokenFacts {
  const info = module.tokenInfo(slot);
  return inSession(module, slot, (session) => {
    const found = module.find(session, [{ type: CKA.class, value: module.ulong(CKO.certificate) }]).flatMap((object) => {
      const value = module.attribute(session, object, CKA.value);
      const name = module.attribute(session, object, CKA.label);
      return value && value.length > 0 ? [{ value: base64(value), endEntity: name !== null && equal(name, Buffer.from(LABELS.certificate)) }] : [];
    });
    const certificates = found.filter(({ endEntity }) => endEntity);
    const { label: tokenLabel, serial, model, flags, minPin, maxPin } = info;
    return {
      ...{ slot: String(slot), label: tokenLabel, serial, model, missed: missedBy(info), minPin, maxPin },
      pad: (flags & CKF_TOKEN.protectedAuthenticationPath) !== 0,
      // Two that say they are the one leave open which key would sign.
      certificate: certificates.length === 1 ? certificates[0]!.value : null,
      others: found.filter(({ endEntity }) => !endEntity).map(({ value }) => value),
    };
  });
}

function inSession<T>(module: CryptokiModule, slot: Handle, work: (session: Handle) => T): T {
  const session = module.openSession(slot);
  try {
    return work(session);
  } finally {
    quietly(() => module.closeSession(session));
  }
}

/** For what is tidied up after a failure that says more. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof CryptokiFailure)) throw error;
  }
}

/**
 * One signature: same token, same certificate, flags not worse than the person saw, C_Login, key, C_Sign, C_Logout (JAHIS 24-002: each signature
 * has its own login). The PIN is presented once, and once more for the key itself where the token asks for that, after it was accepted.
 * @param pin `null` on a token that asks by itself
 * @throws CardError
 */
export function sign(module: CryptokiModule, order: SignatureOrder, pin: Uint8Array | null): MadeSignature {
  const slot = module.slots().find((candidate) => String(candidate) === order.slot);
  if (slot === undefined) throw new CardError('CARD_REMOVED', { note: 'no token in the slot' });
  const missed = () => missedBy(module.tokenInfo(slot));
  assertSame(module, slot, order);
  return inSession(module, slot, (session) => {
    assertNotWorse(order.missed, missed());
    login(module, session, pin, missed);
    try {
      const signature = signInSession(module, session, order, pin);
      return { signature: base64(signature), missed: missed() };
    } catch (error) {
      throw failureOf(error, null);
    } finally {
      quietly(() => module.logout(session));
    }
  });
}

function assertSame(module: CryptokiModule, slot: Handle, order: SignatureOrder): void {
  const { serial, certificate } = tokenFacts(module, slot);
  if (serial !== order.serial || certificate !== order.certificate) throw new CardError('CARD_SWAPPED');
}

function assertNotWorse(shown: MissedEntries, now: MissedEntries): void {
  if (now === 'locked') throw new CardError('PIN_LOCKED', { triesLeft: 0 });
  if (WORSE.indexOf(now) > WORSE.indexOf(shown)) throw new CardError('PIN_COUNTER_DROPPED', { triesLeft: now === 'final-try' ? 1 : null });
}

function login(module: CryptokiModule, session: Handle, pin: Uint8Array | null, missed: () => MissedEntries): void {
  try {
    module.login(session, CKU.user, pin);
  } catch (error) {
    // A session of this process that stayed logged in would sign without the PIN being looked at.
    if (error instanceof CryptokiFailure && error.code === CKR.USER_ALREADY_LOGGED_IN) quietly(() => module.logout(session));
    throw failureOf(error, toldAfter(missed));
  }
}

function toldAfter(missed: () => MissedEntries): MissedEntries | null {
  try {
    return missed();
  } catch {
    return null;
  }
}

function signInSession(module: CryptokiModule, session: Handle, { digestInfo, modulusBytes }: SignatureOrder, pin: Uint8Array | null): Uint8Array {
  const keys = module.find(session, [{ type: CKA.class, value: module.ulong(CKO.privateKey) }, label(LABELS.key)]);
  if (keys.length !== 1) throw new CardError('TOKEN_AMBIGUOUS', { note: `${keys.length} keys "${LABELS.key}"` });
  const key = keys[0]!;
  module.signInit(session, CKM_RSA_PKCS, key);
  if (module.attribute(session, key, CKA.alwaysAuthenticate)?.[0] === 1) module.login(session, CKU.contextSpecific, pin);
  return module.sign(session, fromBase64(digestInfo), modulusBytes);
}
