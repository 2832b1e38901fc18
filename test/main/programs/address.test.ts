import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hpkiAddress, isHpkiAddress, parseHpkiAddress } from '../../../main/programs/address.ts';

const ID = '3f0c1a52-5b1e-4c39-9f7e-0d9a3a1f2b10';

describe('an hpki: address', () => {
  it.each<[string, string | null]>([
    [`hpki:request?id=${ID}`, ID],
    [`HPKI:request?id=${ID}`, ID],
    ['hpki:open', null],
  ])('%s is read', (text, request) => {
    expect(parseHpkiAddress(text)).toEqual({ request });
  });

  it.each([
    '',
    'hpki:',
    'hpki',
    'hpki:request',
    'hpki:request?id=',
    `hpki://request?id=${ID}`,
    `hpki:/request?id=${ID}`,
    `hpki:request?id=${ID}&id=${ID}`,
    `hpki:request?id=${ID}&document=file:///etc/passwd`,
    `hpki:request?id=${ID}#x`,
    `hpki:request?id=${ID}\n`,
    `hpki:request?id=${ID} --data=/tmp`,
    ` hpki:request?id=${ID}`,
    `hpki:request?id=${ID.toUpperCase()}`,
    'hpki:request?id=%33f0c1a52-5b1e-4c39-9f7e-0d9a3a1f2b10',
    `hpki:sign?id=${ID}`,
    'hpki:open?id=1',
    'hpki:OPEN',
    `https:request?id=${ID}`,
    'javascript:alert(1)',
    '--data=/tmp',
  ])('%j is none', (text) => {
    expect(parseHpkiAddress(text)).toBeNull();
  });

  it('what is made is read again, and nothing else of the same length', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 4 }), fc.nat(), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), (id, at, letter) => {
        const made = hpkiAddress(id);
        expect(parseHpkiAddress(made)).toEqual({ request: id });
        const place = at % made.length;
        const changed = made.slice(0, place) + letter + made.slice(place + 1);
        const read = parseHpkiAddress(changed);
        // Another id or another case of the scheme is all that a change can make of it.
        if (read) expect(changed).toMatch(/^hpki:request\?id=[0-9a-f-]{36}$/i);
      }),
    );
  });

  it('no text is ever read as more than an id', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl(),
          fc.string().map((text) => `hpki:${text}`),
          fc.string().map((text) => `hpki:request?id=${text}`),
        ),
        (text) => {
          const read = parseHpkiAddress(text);
          if (read === null) return;
          expect(isHpkiAddress(text)).toBe(true);
          expect(read.request === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(read.request)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
    expect(parseHpkiAddress(hpkiAddress(randomUUID()))).not.toBeNull();
  });
});
