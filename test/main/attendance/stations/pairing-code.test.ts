import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCrockford, encodeCrockford } from '../../../../main/crockford.ts';
import { PIN_BYTES, readPairingCode, SECRET_BYTES, writePairingCode } from '../../../../main/attendance/stations/pairing-code.ts';
import { AppError } from '../../../../main/errors.ts';

const CODE = { host: '192.168.10.5', port: 47_110, pin: new Uint8Array(PIN_BYTES).fill(0xa5), secret: new Uint8Array(SECRET_BYTES).fill(0x3c) };
const WRITTEN = writePairingCode(CODE);

const wrong = (text: string): boolean => {
  try {
    readPairingCode(text);
    return false;
  } catch (error) {
    return error instanceof AppError && error.code === 'STATION_CODE_WRONG';
  }
};

describe('base 32 for people', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeCrockford(encodeCrockford(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['91JPRV3F', 'Hello'],
    ['91JP RV3F', 'Hello'],
    ['９１ｊｐ‐ｒｖ３ｆ', 'Hello'],
    ['9IJPRV3F', 'Hello'],
    ['9ljprv3f', 'Hello'],
    ['91JPRV3U', null],
    ['91JPRV3', null],
    ['', ''],
  ])('%j is %j', (text, bytes) => {
    expect(decodeCrockford(text)).toEqual(bytes === null ? null : Uint8Array.from(Buffer.from(bytes)));
  });
});

describe('pairing code', () => {
  it('has eight groups of five characters for an IPv4 address, twelve for IPv6', () => {
    expect(WRITTEN).toMatch(/^([\dA-HJKMNP-TV-Z]{5}-){7}[\dA-HJKMNP-TV-Z]{5}$/);
    expect(writePairingCode({ ...CODE, host: 'fd00::12' })).toMatch(/^([\dA-Z]{5}-){11}[\dA-Z]{5}$/);
  });

  it('is read as it was written', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const codes = fc.record({
      host: fc.oneof(
        fc.ipV4(),
        fc.ipV6().map((host) => new URL(`http://[${host}]`).hostname.slice(1, -1)),
      ),
      port: fc.integer({ min: 0, max: 0xffff }),
      pin: bytes(PIN_BYTES),
      secret: bytes(SECRET_BYTES),
    });
    fc.assert(
      fc.property(codes, (code) => {
        expect(readPairingCode(writePairingCode(code))).toEqual(code);
      }),
    );
  });

  it.each([
    ['in small letters', WRITTEN.toLowerCase()],
    ['without hyphens', WRITTEN.replaceAll('-', '')],
    ['with blanks and line ends', ` ${WRITTEN.replaceAll('-', ' \n')} `],
    ['in full width', [...WRITTEN].map((c) => (c === '-' ? '－' : String.fromCharCode(c.charCodeAt(0) + 0xfee0))).join('')],
  ])('is read %s', (_how, text) => {
    expect(readPairingCode(text)).toEqual(CODE);
  });

  it('is refused with any one character wrong', () => {
    const plain = WRITTEN.replaceAll('-', '');
    const faulty = [...plain].flatMap((right, index) =>
      [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'].filter((c) => c !== right).map((c) => plain.slice(0, index) + c + plain.slice(index + 1)),
    );
    expect(faulty.filter((text) => !wrong(text))).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a character short', WRITTEN.slice(0, -1)],
    ['a group too many', `${WRITTEN}-00000`],
    ['two groups exchanged', [...WRITTEN.split('-').slice(1, 2), WRITTEN.split('-')[0], ...WRITTEN.split('-').slice(2)].join('-')],
    ['a letter of no code', `U${WRITTEN.slice(1)}`],
    ['another version of the code', encodeCrockford(Buffer.concat([Uint8Array.of(0x24), Buffer.alloc(24)]))],
  ])('is refused: %s', (_what, text) => {
    expect(wrong(text)).toBe(true);
  });
});
