import { constants, createPrivateKey, privateEncrypt, publicDecrypt, X509Certificate } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { IsolatedModule } from '../../../card/pkcs11/isolated-module.ts';
import type { MissedEntries, ModuleRequest, TokenFacts } from '../../../card/pkcs11/messages.ts';
import { readTokens } from '../../../card/pkcs11/token.ts';
import { RefusedPins } from '../../../card/pin/refused-pins.ts';
import { openTokenSigner } from '../../../card/pkcs11/token-signer.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { doctor } from '../../support/cards.ts';
import { type Deed, ModuleDouble } from '../../support/module-double.ts';
import { PreparedPerson, type TypedAnswer } from '../../support/pin-prompts.ts';

const MODULE = fileURLToPath(import.meta.url);
const PIN = '1234';
const digest = digestInfo('sha256', Buffer.alloc(32, 7));
const { certificate, chain, privateKey } = doctor.signature;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const key = createPrivateKey({ key: Buffer.from(privateKey as Uint8Array), format: 'der', type: 'pkcs8' });
const signature = new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digest));

const token = (facts: Partial<TokenFacts> = {}): TokenFacts => ({
  ...{ slot: '1', label: 'HPKI', serial: 'A1', model: 'ISO 7816-15:2016', missed: 'none-told', pad: false, minPin: 4, maxPin: 16 },
  ...{ certificate: base64(certificate), others: chain.map(base64) },
  ...facts,
});

/** A module whose token tells what it is told to tell: one statement for each look, the last one stays. */
function moduleWith(told: readonly (Partial<TokenFacts> | null)[], sign: (request: ModuleRequest, pin: string | null) => Deed) {
  let looks = 0;
  return new ModuleDouble((request, pin) => {
    if (request.call === 'sign') return sign(request, pin);
    const facts = told[Math.min(looks, told.length - 1)];
    looks += 1;
    return { reply: { facts: { description: 'HPKI 3.0', tokens: facts === null ? [] : [token(facts)] } } };
  });
}

const made = (missed: MissedEntries = 'none-told', value = signature): Deed => ({ reply: { made: { signature: base64(value), missed } } });
const accepting = (_: ModuleRequest, pin: string | null): Deed => (pin === PIN ? made() : wrong());
const wrong = (triesLeft: number | null = null): Deed => ({
  reply: { code: 'PIN_WRONG', detail: { triesLeft, note: 'C_Login: CKR_PIN_INCORRECT' } },
});

async function opened(
  double: ModuleDouble,
  answers: readonly TypedAnswer[],
  { uses = 1, askAgain = false, signal = new AbortController().signal, refused = new RefusedPins() } = {},
) {
  const module = new IsolatedModule({ path: MODULE, start: double.start, patience: { look: 300, sign: 300, signAtPad: 300 } });
  const [found] = await readTokens(module);
  const person = new PreparedPerson(...answers);
  const signer = openTokenSigner({ token: found!, reader: 'HPKI', prompt: person, uses, askAgain, signal, refused });
  return { signer, person, module };
}
const confirmed = (confirmedTries: number | 'unknown', pin = PIN) => ({ pin, confirmedTries });

describe('a signature with a token', () => {
  it('is the one of the key, over the DigestInfo, with the chain that the token stores', async () => {
    const { signer } = await opened(moduleWith([{}], accepting), [PIN]);
    const value = await signer.sign(digest);
    const { publicKey } = new X509Certificate(signer.certificate);
    expect(publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, value)).toEqual(Buffer.from(digest));
    expect(signer.chain).toEqual(chain);
  });

  it('has its own login each, the PIN asked once for the batch, and everything wiped', async () => {
    const double = moduleWith([{}], accepting);
    const { signer, person } = await opened(double, [PIN], { uses: 3 });
    for (let count = 0; count < 3; count++) await signer.sign(digest);
    expect(person.requests.map(({ uses }) => uses)).toEqual([3]);
    expect(double.pins).toEqual([PIN, PIN, PIN]);
    expect(person.wiped).toBe(true);
    expect(double.blocks.every((block) => block.every((byte) => byte === 0))).toBe(true);
  });

  it('is refused when it was made by another key', async () => {
    const { signer } = await opened(
      moduleWith([{}], () => made('none-told', new Uint8Array(256).fill(1))),
      [PIN],
    );
    await expect(signer.sign(digest)).rejects.toMatchObject({ code: 'SIGNATURE_MISMATCH' });
  });

  it('on a token with keys of its own is asked for there, and no PIN passes through here', async () => {
    const double = moduleWith([{ pad: true }], () => made());
    const { signer, person } = await opened(double, [''], { uses: 2 });
    await signer.sign(digest);
    await signer.sign(digest);
    expect(person.requests.map(({ way, uses }) => [way, uses])).toEqual([['reader', 2]]);
    expect(double.pins).toEqual([null, null]);
  });
});

describe('a PIN that the token has refused', () => {
  it('is not sent again by another signer that knows of it', async () => {
    const double = moduleWith([{}], accepting);
    const refused = new RefusedPins();
    for (const code of ['PIN_WRONG', 'PIN_REFUSED_BEFORE']) {
      const { signer } = await opened(double, ['0000'], { refused });
      await expect(signer.sign(digest)).rejects.toMatchObject({ code });
      signer.close();
    }
    expect(double.pins).toEqual(['0000']);
  });
});

describe('what the token tells of missed entries', () => {
  it.each<[MissedEntries, TypedAnswer[], string | null, (number | 'unknown' | null)[]]>([
    ['none-told', [PIN], null, [null]],
    ['some', [PIN], 'PIN_CONFIRMATION_NEEDED', ['unknown']],
    ['some', [confirmed(1)], 'PIN_CONFIRMATION_NEEDED', ['unknown']],
    ['some', [confirmed('unknown')], null, ['unknown']],
    ['final-try', [confirmed('unknown')], 'PIN_CONFIRMATION_NEEDED', [1]],
    ['final-try', [confirmed(1)], null, [1]],
    ['locked', [], 'PIN_LOCKED', []],
  ])('%s with answer %j ends as %s', async (missed, answers, code, confirmations) => {
    const double = moduleWith([{ missed }], accepting);
    const { signer, person } = await opened(double, answers);
    const outcome = await signer.sign(digest).then(
      () => null,
      (error: { code: string }) => error.code,
    );
    expect(outcome).toBe(code);
    expect(person.requests.map(({ confirm }) => confirm)).toEqual(confirmations);
    expect(double.pins).toEqual(code === null ? [PIN] : []);
  });

  it('is asked of a person anew when somebody missed between two signatures of a batch', async () => {
    const double = moduleWith([{}, {}, {}, { missed: 'some' }], accepting);
    const { signer, person } = await opened(double, [PIN, confirmed('unknown')], { uses: 2 });
    await signer.sign(digest);
    await signer.sign(digest);
    expect(person.requests.map(({ reason, confirm }) => [reason, confirm])).toEqual([
      ['first', null],
      ['expired', 'unknown'],
    ]);
  });
});

describe('a PIN that was refused', () => {
  it('is never sent again, even typed anew', async () => {
    const double = moduleWith([{}], accepting);
    const { signer } = await opened(double, ['9999', '9999', '9999', PIN], { askAgain: true });
    await signer.sign(digest);
    expect(double.pins).toEqual(['9999', PIN]);
  });

  it('ends the signature where nobody is asked again', async () => {
    const double = moduleWith([{}], () => wrong(1));
    const { signer } = await opened(double, ['9999', PIN]);
    await expect(signer.sign(digest)).rejects.toMatchObject({ code: 'PIN_WRONG', detail: { triesLeft: 1, reader: 'HPKI' } });
    expect(double.pins).toEqual(['9999']);
  });
});

describe('a module or token that fails', () => {
  it.each<[string, Deed, string]>([
    ['crashes', 'crash', 'MODULE_ENDED'],
    ['is silent', 'silence', 'MODULE_SILENT'],
    ['answers nonsense', 'garbage', 'MODULE_ENDED'],
    ['is pulled', { reply: { code: 'CARD_REMOVED', detail: {} } }, 'CARD_REMOVED'],
    ['has no key', { reply: { code: 'TOKEN_AMBIGUOUS', detail: {} } }, 'TOKEN_AMBIGUOUS'],
    ['fails', { reply: { code: 'MODULE_FAULT', detail: { note: 'C_Sign: CKR_DEVICE_ERROR' } } }, 'MODULE_FAULT'],
  ])('and %s in the middle of a signature ends it, with one PIN sent and wiped', async (_, deed, code) => {
    const double = moduleWith([{}], () => deed);
    const { signer, person } = await opened(double, [PIN, PIN], { uses: 2, askAgain: true });
    await expect(signer.sign(digest)).rejects.toMatchObject({ code });
    expect(double.pins).toEqual([PIN]);
    expect(person.wiped).toBe(true);
  });

  it('is started anew after a crash', async () => {
    let first = true;
    const double = moduleWith([{}], () => {
      const deed = first ? 'crash' : made();
      first = false;
      return deed;
    });
    const { signer } = await opened(double, [PIN, PIN], { uses: 2 });
    await expect(signer.sign(digest)).rejects.toMatchObject({ code: 'MODULE_ENDED' });
    await signer.sign(digest);
    expect(double.started).toBe(2);
  });

  it('gets no PIN when the token is gone, or another, before the person has typed', async () => {
    for (const next of [null, { serial: 'B2' }]) {
      const double = moduleWith([{}, {}, next], accepting);
      const { signer } = await opened(double, [PIN]);
      await expect(signer.sign(digest)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
      expect(double.pins).toEqual([]);
    }
  });

  it('ends with the signal, its process killed', async () => {
    const abort = new AbortController();
    const double = moduleWith([{}], () => {
      abort.abort();
      return 'silence';
    });
    const { signer } = await opened(double, [PIN], { signal: abort.signal });
    await expect(signer.sign(digest)).rejects.toMatchObject({ code: 'OPERATION_ABORTED' });
    expect(double.killed).toBeGreaterThan(0);
  });

  it.each([
    ['HpkiAuthP11_MPKCS11H.dll', 'MODULE_FOR_AUTHENTICATION'],
    ['C:\\Windows\\System32\\HpkiAuthP11_MPKCS11H.dll', 'MODULE_FOR_AUTHENTICATION'],
    ['/opt/libhpkiauthp11.so', 'MODULE_FOR_AUTHENTICATION'],
  ])('%s is refused by its name', (path, code) => {
    const double = moduleWith([{}], accepting);
    expect(() => new IsolatedModule({ path, start: double.start })).toThrow(expect.objectContaining({ code }));
  });

  it('that is not there is not started', async () => {
    const double = moduleWith([{}], accepting);
    const module = new IsolatedModule({ path: '/nowhere/HpkiSigP11.so', start: double.start });
    await expect(module.look()).rejects.toMatchObject({ code: 'MODULE_MISSING' });
    expect(double.started).toBe(0);
  });
});
