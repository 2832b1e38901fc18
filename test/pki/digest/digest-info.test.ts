import { describe, expect, it } from 'vitest';
import { DIGEST_ALGORITHMS, type DigestName, digest, digestByOid, digestByXml } from '../../../pki/digest/algorithms.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';

/** RFC 8017 section 9.2, note 1. */
const PREFIXES: readonly (readonly [DigestName, string])[] = [
  ['sha1', '3021300906052b0e03021a05000414'],
  ['sha256', '3031300d060960864801650304020105000420'],
  ['sha384', '3041300d060960864801650304020205000430'],
  ['sha512', '3051300d060960864801650304020305000440'],
];

describe('DigestInfo', () => {
  it.each(PREFIXES)('of %s has the prefix of RFC 8017', (name, prefix) => {
    const hash = digest(name, Buffer.from('content'));
    expect(Buffer.from(digestInfo(name, hash)).toString('hex')).toBe(prefix + Buffer.from(hash).toString('hex'));
  });

  it('refuses a hash of another length', () => {
    expect(() => digestInfo('sha256', new Uint8Array(20))).toThrow(TypeError);
  });
});

describe('digest algorithms', () => {
  it.each(Object.values(DIGEST_ALGORITHMS))('finds $name by both identifiers', (algorithm) => {
    expect([digestByOid(algorithm.oid), digestByXml(algorithm.xml), digest(algorithm.name).length]).toEqual([algorithm, algorithm, algorithm.length]);
  });

  it('knows no other', () => {
    expect([digestByOid('1.2.840.113549.2.5'), digestByXml('http://www.w3.org/2001/04/xmldsig-more#md5')]).toEqual([null, null]);
  });

  it('joins its parts', () => {
    expect(digest('sha256', Buffer.from('ab'), Buffer.from('c'))).toEqual(digest('sha256', Buffer.from('abc')));
  });
});
