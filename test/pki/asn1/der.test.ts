import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { children, DerError, parseDer, readNode } from '../../../pki/asn1/der.ts';
import { element } from '../../../pki/asn1/encode.ts';
import { Fields } from '../../../pki/asn1/fields.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('DER elements', () => {
  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['content cut off', '040201'],
    ['bytes after the end', '05000500'],
    ['an indefinite length', '30800000'],
    ['a length in five octets', '04850000000001ff'],
    ['a length cut off', '0482ff'],
    ['a long length where a short one does', '048101ff'],
    ['a length with a leading zero', `04820080${'00'.repeat(128)}`],
    ['a tag of two octets', '1f8101020000'],
  ])('%s is refused', (_case, hex) => {
    expect(() => parseDer(bytes(hex))).toThrow(DerError);
  });

  it('are read back as they were written, with long lengths', () => {
    fc.assert(
      fc.property(fc.constantFrom(0x04, 0x30, 0xa3), fc.uint8Array({ maxLength: 70_000 }), (tag, content) => {
        const der = element(tag, content);
        expect(parseDer(der)).toEqual({ tag, bytes: der, content });
      }),
      { numRuns: 30 },
    );
  });

  it('never fail but with their own error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (input) => {
        try {
          children(readNode(input));
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
    );
  });
});

describe('components in order', () => {
  const two = parseDer(bytes('30060201050101ff'));

  it('are taken one by one, optional ones when they are there', () => {
    const fields = new Fields(two);
    expect([fields.optional(0x04), fields.optional(0x02)?.content, fields.done, fields.take(0x01).content]).toEqual([
      null,
      bytes('05'),
      false,
      bytes('ff'),
    ]);
    expect(fields.end()).toBeUndefined();
  });

  it.each([
    ['another type', (fields: Fields) => fields.take(0x04)],
    ['more than there is', (fields: Fields) => [fields.takeAny(), fields.takeAny(), fields.takeAny()]],
    ['an end before the end', (fields: Fields) => fields.end()],
  ])('%s is refused', (_case, use) => {
    expect(() => use(new Fields(two))).toThrow(DerError);
  });
});
