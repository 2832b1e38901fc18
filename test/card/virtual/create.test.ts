import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { FACE, plainImage, SIGNATURE_MATERIAL } from '../../support/virtual-cards.ts';

const { privateKey: elliptic } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

it('is new: all tries left, ISO signing, the face as ordered', () => {
  const { applications, ...card } = plainImage();
  expect(card).toEqual({ format: 'hpki-virtual-card/1', profile: 'jma', interface: 'contact', face: FACE, signing: 'iso' });
  expect(applications.map(({ kind, pin, tries, maxTries }) => ({ kind, pin, tries, maxTries }))).toEqual([
    { kind: 'signature', pin: '1234', tries: 15, maxTries: 15 },
    { kind: 'authentication', pin: '1234', tries: 15, maxTries: 15 },
  ]);
});

it('may have two different PINs', () => {
  const { applications } = plainImage({ authentication: { ...SIGNATURE_MATERIAL, pin: '567890' } });
  expect(applications.map(({ pin }) => pin)).toEqual(['1234', '567890']);
});

it.each([
  ['a PIN of three digits', { pin: '123' }, TypeError],
  ['a PIN of seventeen digits', { pin: '1'.repeat(17) }, TypeError],
  ['a PIN in full-width digits', { pin: '１２３４' }, TypeError],
  [
    'a key that is not RSA',
    { signature: { ...SIGNATURE_MATERIAL, privateKey: new Uint8Array(elliptic.export({ format: 'der', type: 'pkcs8' })) } },
    TypeError,
  ],
  ['a chain that does not fit', { signature: { ...SIGNATURE_MATERIAL, chain: [1, 2, 3].map(() => SIGNATURE_MATERIAL.certificate) } }, RangeError],
])('refuses %s', (_name, order, error) => {
  expect(() => plainImage(order)).toThrow(error);
});
