import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { contextConstructed } from '../../../pki/asn1/der.ts';
import { element, enumerated, explicit, implicit, integer, objectIdentifier, octetString, sequence } from '../../../pki/asn1/encode.ts';
import { parseDer } from '../../../pki/asn1/der.ts';
import { extendSignedData } from '../../../pki/cms/extend.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { parseSignedData } from '../../../pki/cms/parse.ts';
import { certificateValues, ocspRevocationInfo, otherRevocationInfo, revocationValues } from '../../../pki/cms/revocation-values.ts';
import { verifySignedData } from '../../../pki/cms/verify.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import type { IssuedPair } from '../../../pki/test-authority/authority.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { craftSignedData } from '../../support/cms.ts';

const content = Buffer.from('content');
let pair: IssuedPair;
let crls: readonly Uint8Array[];
let der: Uint8Array;

beforeAll(async () => {
  const world = await authorityWithDoctor(new Date('2026-11-20T03:00:00Z'));
  ({ pair } = world);
  ({ crls } = world.authority);
  der = craftSignedData(pair.signature, { content });
});

/** Not read here, only carried. */
const basic = sequence(integer(1));
const whole = sequence(enumerated(0), explicit(0, sequence(objectIdentifier(OID.basicOcspResponse), octetString(basic))));
const data = (change: object) => ({ data: { certificates: [], crls: [], ocspResponses: [], ...change } });

describe('SignedData with additions', () => {
  it('without any is what it was', () => {
    expect(extendSignedData(parseSignedData(der), {})).toEqual(der);
  });

  it('holds them once, leaves the signature right and is of version 5 with an OCSP response', async () => {
    const once = extendSignedData(parseSignedData(der), data({ certificates: pair.authentication.chain, crls, ocspResponses: [whole] }));
    const twice = extendSignedData(parseSignedData(once), data({ certificates: pair.authentication.chain, crls, ocspResponses: [whole] }));
    expect(twice).toEqual(once);
    const { signedData, signers } = await verifySignedData({ der: once, contentDigest: (algorithm) => digest(algorithm, content) });
    expect([signers[0]!.intact, signedData.received.version, signedData.certificates.length, signedData.crls.length]).toEqual([true, 5, 4, 4]);
    expect(signedData.ocspResponses).toEqual([whole]);
  });

  it('of version 1 stays so with lists', () => {
    expect(parseSignedData(extendSignedData(parseSignedData(der), data({ crls }))).received.version).toBe(1);
  });

  it('keeps what it does not know', () => {
    const foreign = implicit(1, sequence(objectIdentifier('1.2.3.4'), integer(7)));
    const signedData = parseSignedData(der);
    const { received } = signedData;
    const extended = parseSignedData(extendSignedData({ ...signedData, received: { ...received, revocationInfo: [foreign] } }, data({ crls })));
    expect(extended.received.revocationInfo).toContainEqual(foreign);
    expect([extended.crls.length, extended.ocspResponses]).toEqual([4, []]);
  });
});

describe('revocation data in attributes', () => {
  it.each<[string, () => Uint8Array, number, readonly Uint8Array[]]>([
    ['lists', () => sequence(explicit(0, sequence(...crls))), 4, []],
    ['basic OCSP responses, handed out whole', () => sequence(explicit(1, sequence(basic))), 0, [whole]],
    ['both', () => sequence(explicit(0, sequence(...crls)), explicit(1, sequence(basic))), 4, [whole]],
    ['nothing', () => sequence(), 0, []],
    ['something malformed', () => integer(1), 0, []],
  ])('%s', (_, value, lists, responses) => {
    const found = revocationValues(value());
    expect([found.crls.length, found.ocspResponses]).toEqual([lists, responses]);
  });

  it.each<[string, Uint8Array, readonly Uint8Array[]]>([
    ['a whole response', ocspRevocationInfo(whole), [whole]],
    ['a basic response', implicit(1, sequence(objectIdentifier(OID.basicOcspResponse), basic)), [whole]],
    ['another kind', implicit(1, sequence(objectIdentifier('1.2.3.4'), basic)), []],
    ['a malformed one', element(contextConstructed(1), integer(1)), []],
  ])('of SignedData: %s', (_, choice, expected) => {
    expect(otherRevocationInfo(parseDer(choice))).toEqual(expected);
  });

  it('of any bytes never fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect([certificateValues(bytes), revocationValues(bytes)]).toBeDefined();
      }),
    );
  });
});
