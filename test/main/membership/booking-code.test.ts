import { describe, expect, it } from 'vitest';
import { bookingCode, newBookingCode } from '../../../main/membership/booking-code.ts';

describe('the code of a booking', () => {
  it('is new each time, of letters that QR codes hold most densely', () => {
    const codes = Array.from({ length: 100 }, newBookingCode);
    expect(new Set(codes).size).toBe(100);
    for (const code of codes) expect(code).toMatch(/^HD1\.[0-9A-HJKMNP-TV-Z]{16}$/);
  });

  it.each([
    ['as it was made', 'HD1.0123456789ABCDEF'],
    ['in small letters', 'hd1.0123456789abcdef'],
    ['in groups', 'HD1.0123-4567 89AB‐CDEF'],
    ['full-width', 'ＨＤ１．０１２３４５６７８９ＡＢＣＤＥＦ'],
    ['with letters for digits', 'HD1.OI23456789ABCDEF'],
    ['with white space around', ' HD1.0123456789ABCDEF\r\n'],
  ])('is read %s', (_how, text) => expect(bookingCode(text)).toBe('HD1.0123456789ABCDEF'));

  it.each([
    ['without its beginning', '0123456789ABCDEF'],
    ['of another kind', 'HDT1.0123456789ABCDEF'],
    ['too short', 'HD1.0123456789ABCDE'],
    ['too long', 'HD1.0123456789ABCDEF0'],
    ['with a letter that is none of it', 'HD1.0123456789ABCDEU'],
    ['empty', ''],
  ])('is none %s', (_how, text) => expect(bookingCode(text)).toBeNull());
});
