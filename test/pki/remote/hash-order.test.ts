import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { hashOrder } from '../../../pki/remote/hash-order.ts';
import { secureBase } from '../../../pki/remote/secure-address.ts';
import type { RemoteCredential } from '../../../pki/remote/service.ts';

const RSA = '1.2.840.113549.1.1.1';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const credential = (algorithms: readonly string[]): RemoteCredential => ({
  ...{ id: 'key', description: null, certificate: new Uint8Array(), chain: [], enabled: true, way: 'pin', factor: null },
  algorithms,
});
const HASH = new Uint8Array(createHash('sha256').update('document').digest());
const INFO = digestInfo('sha256', HASH);

describe('the order made of a DigestInfo', () => {
  it.each([
    [[RSA_SHA256, RSA], RSA_SHA256],
    [[RSA], RSA],
  ])('with %j asks for %s', (algorithms, algorithm) => {
    expect(hashOrder(credential(algorithms), INFO)).toMatchObject({ digest: 'sha256', hashes: [HASH], algorithm });
  });

  it.each([[['1.2.840.113549.1.1.10']], [['1.2.840.113549.1.1.13']], [[]]])('with %j is refused', (algorithms) => {
    expect(() => hashOrder(credential(algorithms), INFO)).toThrow('REMOTE_CREDENTIAL_UNFIT');
  });

  it('is made of nothing but one, so that no changed byte asks for another signature of the same meaning', () => {
    const changed = fc.tuple(fc.nat(INFO.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(changed, ([at, by]) => {
        const info = INFO.map((byte, index) => (index === at ? byte ^ by : byte));
        let made: ReturnType<typeof hashOrder> | null = null;
        try {
          made = hashOrder(credential([RSA, RSA_SHA256]), info);
        } catch {}
        if (made) expect(digestInfo(made.digest, made.hashes[0]!)).toEqual(info);
      }),
    );
  });
});

describe('the address of a service', () => {
  const service = new URL('https://service.example/csc/v2/');
  it.each([
    ['https://service.example/csc/v2', undefined, 'https://service.example/csc/v2/'],
    ['https://sign-in.example', service, 'https://sign-in.example/'],
    ['http://localhost:8080/a/', undefined, 'http://localhost:8080/a/'],
    ['http://127.0.0.1:1/', new URL('http://localhost:2/'), 'http://127.0.0.1:1/'],
  ])('%s named by %s is %s', (text, named, base) => {
    expect(secureBase(text, named).href).toBe(base);
  });
  it.each([
    ['http://service.example/', undefined],
    ['http://127.0.0.1.service.example/', undefined],
    ['https://127.0.0.1:8443/', service],
    ['http://[::1]/', service],
    ['https://127.0.0.2/', service],
    ['https://desk.localhost/', service],
    ['http://desk.localhost/', undefined],
    ['https://a@service.example/', undefined],
    ['https://service.example/#x', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ])('%s named by %s is refused', (text, named) => {
    expect(() => secureBase(text, named)).toThrow('REMOTE_ADDRESS_UNFIT');
  });
});
