import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandApdu, decodeCommand, encodeCommand, LE_MAX } from '../../../card/apdu/command.ts';
import { fromHex, toHex } from '../../../card/bytes.ts';

const header = { cla: 0x00, ins: 0xb0, p1: 0x01, p2: 0x02 };
const long = new Uint8Array(256).fill(0xab);

describe('the seven cases of ISO/IEC 7816-3 clause 12.1.3', () => {
  it.each<[string, CommandApdu, 'short' | 'extended', string]>([
    ['1', header, 'short', '00B00102'],
    ['2S', { ...header, le: 4 }, 'short', '00B0010204'],
    ['2S, all', { ...header, le: 256 }, 'short', '00B0010200'],
    ['2S, more than fits', { ...header, le: LE_MAX }, 'short', '00B0010200'],
    ['3S', { ...header, data: fromHex('A1A2') }, 'short', '00B0010202A1A2'],
    ['4S', { ...header, data: fromHex('A1A2'), le: 256 }, 'short', '00B0010202A1A200'],
    ['2E', { ...header, le: 257 }, 'extended', '00B00102000101'],
    ['2E, all', { ...header, le: LE_MAX }, 'extended', '00B00102000000'],
    ['3E', { ...header, data: long }, 'extended', `00B00102000100${toHex(long)}`],
    ['4E', { ...header, data: long, le: LE_MAX }, 'extended', `00B00102000100${toHex(long)}0000`],
    ['4E, exact', { ...header, data: fromHex('A1'), le: 256 }, 'extended', '00B00102000001A10100'],
  ])('case %s', (_, command, form, bytes) => {
    expect(toHex(encodeCommand(command, form))).toBe(bytes);
  });

  it.each<[string, CommandApdu, 'short' | 'extended']>([
    ['256 bytes of data in the short form', { ...header, data: long }, 'short'],
    ['65536 bytes of data', { ...header, data: new Uint8Array(65536) }, 'extended'],
    ['Le 0', { ...header, le: 0 }, 'short'],
    ['Le 65537', { ...header, le: 65537 }, 'extended'],
  ])('%s is refused', (_, command, form) => {
    expect(() => encodeCommand(command, form)).toThrow(RangeError);
  });
});

describe('decoding', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const command = (longest: number, le: number) =>
    fc.record(
      { cla: byte, ins: byte, p1: byte, p2: byte, data: fc.uint8Array({ minLength: 1, maxLength: longest }), le: fc.integer({ min: 1, max: le }) },
      { requiredKeys: ['cla', 'ins', 'p1', 'p2'] },
    );

  it('takes back what the short form said', () => {
    fc.assert(
      fc.property(command(255, 256), (given) => {
        expect(decodeCommand(encodeCommand(given))).toEqual({ ...given, form: 'short' });
      }),
    );
  });

  it('takes back what the extended form said', () => {
    const extended = command(1000, LE_MAX).filter(({ data, le }) => data !== undefined || le !== undefined);
    fc.assert(
      fc.property(extended, (given) => {
        expect(decodeCommand(encodeCommand(given, 'extended'))).toEqual({ ...given, form: 'extended' });
      }),
    );
  });

  it.each([
    ['three bytes', '00B000'],
    ['Lc beyond the data', '00B0000005A1'],
    ['two bytes too many', '00B0000001A10000'],
    ['extended length field cut', '00B000000001'],
    ['extended Lc 0 with data', '00B00000000000A1'],
    ['extended Le of one byte', '00B00000000001A100'],
  ])('%s is no command', (_, bytes) => {
    expect(() => decodeCommand(fromHex(bytes))).toThrow(RangeError);
  });
});
