import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../card/bytes.ts';
import { CardError } from '../../../card/errors.ts';
import { parseAuthenticationObjects, type PasswordObject } from '../../../card/iso7816-15/authentication-objects.ts';
import { confirmationFor, isConfirmed } from '../../../card/pin/confirmation.ts';
import { readCounter, triesFrom } from '../../../card/pin/counter.ts';
import { assertNotDropped } from '../../../card/pin/not-dropped.ts';
import { choosePin, type PinObject } from '../../../card/pin/pin-object.ts';
import { RefusedPins } from '../../../card/pin/refused-pins.ts';
import { refusalOf, verifyPin } from '../../../card/pin/verify.ts';
import { isWellFormed } from '../../../card/pin/well-formed.ts';
import { GUIDELINE, JMA } from '../../support/annex-b.ts';
import { scriptedSession } from '../../support/scripted-session.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const pin: PinObject = { reference: 0x88, minLength: 4, maxLength: 16, digitsOnly: false, padding: null };
const codeOf = (work: () => void): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as CardError).code;
  }
};

describe('the counter', () => {
  it.each([
    ['63CF', 15],
    ['63C1', 1],
    ['63C0', 0],
    ['6983', 0],
    ['6984', 0],
    ['9000', null],
    ['6700', null],
    ['6D00', null],
    ['6DFF', null],
  ])('%s tells %s', async (status, tries) => {
    const session = scriptedSession([['00200088', status]]);
    expect(await readCounter(session, 0x88)).toBe(tries);
  });

  it('is asked with P3 = 00 over T=0', async () => {
    expect(await readCounter(scriptedSession([['0020009600', '63CE']], { protocol: 'T=0' }), 0x96)).toBe(14);
  });

  it('is told by these status words and no others', () => {
    const told = Array.from({ length: 0x10000 }, (_, status) => status).filter((status) => triesFrom(status) !== undefined);
    const nibbles = Array.from({ length: 16 }, (_, tries) => 0x63c0 | tries);
    const unsupported = Array.from({ length: 256 }, (_, sw2) => 0x6d00 | sw2);
    expect(told).toEqual([...nibbles, 0x6700, 0x6983, 0x6984, ...unsupported, 0x9000].sort((a, b) => a - b));
  });

  it('ends the work on any other answer', async () => {
    await expect(readCounter(scriptedSession([['00200088', '6A88']]), 0x88)).rejects.toMatchObject({
      code: 'CARD_UNEXPECTED_STATUS',
      detail: { statusWord: 0x6a88 },
    });
  });
});

describe('what the answer to a PIN means, for all 65536 status words', () => {
  const groups = new Map<string, number[]>();
  for (let status = 0; status <= 0xffff; status++) {
    if (status === 0x9000) continue;
    const { code, triesLeft } = refusalOf(status);
    const key = `${code} ${triesLeft === undefined ? '' : triesLeft}`.trim();
    const group = groups.get(key) ?? [];
    group.push(status);
    groups.set(key, group);
  }

  it.each([
    ['PIN_LOCKED 0', [0x63c0, 0x6983, 0x6984]],
    ['PIN_WRONG null', [0x6300]],
    ['PIN_WRONG_LENGTH', [0x6700]],
    ...Array.from({ length: 15 }, (_, index): [string, number[]] => [`PIN_WRONG ${index + 1}`, [0x63c1 + index]]),
  ])('%s', (key, statusWords) => {
    expect(groups.get(key)).toEqual(statusWords);
  });

  it('CARD_UNEXPECTED_STATUS for all the rest', () => {
    expect(groups.get('CARD_UNEXPECTED_STATUS')?.length).toBe(65536 - 1 - 3 - 1 - 1 - 15);
  });
});

describe('presenting a PIN', () => {
  it('sends it once, as typed', async () => {
    const session = scriptedSession([['002000880431323334', '9000']]);
    await verifyPin(session, pin, ascii('1234'));
    expect(session.sent).toEqual([{ command: '002000880431323334', secret: true }]);
  });

  it('fills it up where the card wants that', async () => {
    const session = scriptedSession([['002000960831323334FFFFFFFF', '9000']]);
    await verifyPin(session, { ...pin, reference: 0x96, maxLength: 8, padding: { length: 8, byte: 0xff } }, ascii('1234'));
  });

  it.each(['63CE', '6C00', '6110', '6700', '6A80'])('is not repeated after %s', async (status) => {
    const session = scriptedSession([['002000880431323334', status]]);
    await expect(verifyPin(session, pin, ascii('1234'))).rejects.toBeInstanceOf(CardError);
    expect(session.sent.length).toBe(1);
  });

  it.each(['9000', '63CE'])('leaves no PIN in the command after %s', async (status) => {
    const session = scriptedSession([['002000880431323334', status]]);
    const transmit = session.transmit;
    let command = new Uint8Array();
    session.transmit = (bytes, options) => {
      command = bytes as Uint8Array<ArrayBuffer>;
      return transmit.call(session, bytes, options);
    };
    await verifyPin(session, pin, ascii('1234')).catch(() => {});
    expect(command).toEqual(new Uint8Array(9));
  });

  it('hands on a fault of the way as it is', async () => {
    const fault = new CardError('CARD_TRANSPORT_FAULT');
    await expect(verifyPin(scriptedSession([['002000880431323334', fault]]), pin, ascii('1234'))).rejects.toBe(fault);
  });
});

describe('form', () => {
  it.each([
    ['1234', pin, true],
    ['1234567890123456', pin, true],
    ['abCD!~', pin, true],
    ['123', pin, false],
    ['12345678901234567', pin, false],
    ['12 4', pin, false],
    ['1234\n', pin, false],
    ['１２３４', pin, false],
    ['かな12', pin, false],
    ['', { ...pin, minLength: 0 }, false],
    ['12ab', { ...pin, digitsOnly: true }, false],
    ['1234', { ...pin, digitsOnly: true }, true],
  ])('%j', (typed, object, good) => {
    expect(isWellFormed(ascii(typed), object)).toBe(good);
  });
});

describe('confirmation', () => {
  it.each([
    [15, null],
    [3, null],
    [2, 2],
    [1, 1],
    [null, 'unknown'],
  ] as const)('%s tries left need %s', (tries, needed) => {
    expect(confirmationFor(tries)).toBe(needed);
  });

  it.each([
    [null, undefined, true],
    [2, 2, true],
    [2, 1, false],
    [2, 'unknown', false],
    [2, undefined, false],
    ['unknown', 'unknown', true],
    ['unknown', 2, false],
    ['unknown', undefined, false],
  ] as const)('%s by %s', (needed, given, confirmed) => {
    expect(isConfirmed(needed, given)).toBe(confirmed);
  });
});

describe('the counter between question and PIN', () => {
  it.each([
    [15, 15, null],
    [3, 15, null],
    [null, null, null],
    [null, 3, null],
    [15, 14, 'PIN_COUNTER_DROPPED'],
    [15, null, 'PIN_COUNTER_DROPPED'],
    [2, 1, 'PIN_COUNTER_DROPPED'],
    [null, 2, 'PIN_CONFIRMATION_NEEDED'],
    [15, 0, 'PIN_LOCKED'],
    [null, 0, 'PIN_LOCKED'],
  ])('shown %s, now %s: %s', (shown, now, code) => {
    expect(codeOf(() => assertNotDropped(shown, now))).toBe(code);
  });
});

describe('choosing the PIN of a key', () => {
  const [jma] = parseAuthenticationObjects(JMA.aod) as [PasswordObject];
  const [guideline] = parseAuthenticationObjects(GUIDELINE.aod) as [PasswordObject];
  const authId = Uint8Array.of(0x08);

  it.each<[string, readonly PasswordObject[], Uint8Array | null, PinObject | null]>([
    ['JMA', [jma], authId, pin],
    ['JMA without the key directory', [jma], null, pin],
    ['guideline', [guideline], Uint8Array.of(0x16), { ...pin, reference: 0x96 }],
    ['two, one of them named by the key', [guideline, jma], authId, pin],
    ['an unblocking password beside', [jma, { ...guideline, flags: new Set(['unblocking-password']) }], null, pin],
    ['digits only', [{ ...jma, type: 'ascii-numeric' }], authId, { ...pin, digitsOnly: true }],
    [
      'padded',
      [{ ...jma, flags: new Set(['needs-padding']), storedLength: 16, padCharacter: 0 }],
      authId,
      { ...pin, padding: { length: 16, byte: 0 } },
    ],
    ['no maximum but a stored length', [{ ...jma, maxLength: null, storedLength: 8 }], authId, { ...pin, maxLength: 8 }],
  ])('%s', (_, passwords, key, chosen) => {
    expect(choosePin(passwords, key)).toEqual(chosen);
  });

  it.each<[string, readonly PasswordObject[]]>([
    ['none', []],
    ['two of which neither is named', [jma, guideline]],
    ['only an unblocking password', [{ ...jma, flags: new Set(['unblocking-password']) }]],
    ['only a security officer', [{ ...jma, flags: new Set(['so-password']) }]],
    ['no reference', [{ ...jma, reference: null }]],
    ['reference 0', [{ ...jma, reference: 0 }]],
    ['reference 100h', [{ ...jma, reference: 0x100 }]],
    ['a type nobody types', [{ ...jma, type: 'bcd' }]],
    ['an unknown type', [{ ...jma, type: null }]],
    ['minimum above maximum', [{ ...jma, minLength: 17 }]],
    ['padding without a byte', [{ ...jma, flags: new Set(['needs-padding']), storedLength: 16 }]],
    ['padding shorter than the PIN', [{ ...jma, flags: new Set(['needs-padding']), storedLength: 8, padCharacter: 0 }]],
  ])('%s leaves doubt', (_, passwords) => {
    expect(choosePin(passwords, authId.subarray(1))).toBeNull();
  });
});

describe('refused PINs', () => {
  it('are known again until they are forgotten', () => {
    const refused = new RefusedPins();
    refused.add(ascii('1234'));
    expect([refused.has(ascii('1234')), refused.has(ascii('12345')), refused.has(fromHex('31'))]).toEqual([true, false, false]);
    refused.wipe();
    expect(refused.has(ascii('1234'))).toBe(false);
  });
});
