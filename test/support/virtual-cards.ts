import { generateKeyPairSync } from 'node:crypto';
import { createVirtualCardImage, type VirtualCardOrder } from '../../card/virtual/create.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import { VirtualCard, type VirtualCardOptions } from '../../card/virtual/virtual-card.ts';

export const FACE = { nameKanji: '試験太郎', nameRomaji: 'TEST TARO', registration: '123456', role: 'Medical Doctor' };

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The public part of the one key that all plain cards share. */
export const PLAIN_PUBLIC_KEY = publicKey;

/** A DER object of a certificate's size; the card itself never looks into it. */
export function objectOfSize(seed: number, size = 1300): Uint8Array {
  const object = Buffer.alloc(size, seed);
  object.set([0x30, 0x82]);
  object.writeUInt16BE(size - 4, 2);
  return object;
}

const material = (seed: number) => ({
  certificate: objectOfSize(seed),
  chain: [objectOfSize(seed + 1), objectOfSize(seed + 2)],
  privateKey: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
});

export const SIGNATURE_MATERIAL = material(0x11);
export const AUTHENTICATION_MATERIAL = material(0x21);

/** A card for tests of bytes and files, with stand-ins for its certificates. */
export const plainImage = (order: Partial<VirtualCardOrder> = {}): VirtualCardImage =>
  createVirtualCardImage({
    profile: 'jma',
    interface: 'contact',
    face: FACE,
    signature: SIGNATURE_MATERIAL,
    authentication: AUTHENTICATION_MATERIAL,
    pin: '1234',
    ...order,
  });

export const plainCard = (order: Partial<VirtualCardOrder> = {}, options: VirtualCardOptions = {}): VirtualCard =>
  new VirtualCard(plainImage(order), options);

export const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const SELECT_SIGNATURE = hex('00A40400 10 E828BD080FA000000391000000000001 00');
export const SELECT_AUTHENTICATION = hex('00A40400 10 E828BD080FA000000391000000000002 00');
