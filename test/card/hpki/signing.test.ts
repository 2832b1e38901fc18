import { constants, createHash, createPrivateKey, createPublicKey, generateKeyPairSync, privateEncrypt, sign, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../card/bytes.ts';
import type { KeyReference } from '../../../card/hpki/card.ts';
import { checkSignature, modulusBytesOf } from '../../../card/hpki/signing/check-signature.ts';
import { encodeMessage } from '../../../card/hpki/signing/encoded-message.ts';
import { SIGNING_VARIANTS } from '../../../card/hpki/signing/variants.ts';
import { doctor } from '../../support/cards.ts';
import { channelOf, type Line, scriptedSession } from '../../support/scripted-session.ts';

const digestInfo = Buffer.from(`3031300d060960864801650304020105000420${createHash('sha256').update('content').digest('hex')}`, 'hex');
const { publicKey } = new X509Certificate(doctor.signature.certificate);
const privateKey = createPrivateKey({ key: Buffer.from(doctor.signature.privateKey), format: 'der', type: 'pkcs8' });
const signature = new Uint8Array(sign('sha256', Buffer.from('content'), privateKey));

describe('the encoded message', () => {
  it('is 00 01 FF… 00 DigestInfo', () => {
    expect(toHex(encodeMessage(digestInfo, 256))).toBe(`0001${'FF'.repeat(202)}00${toHex(digestInfo)}`);
  });

  it('is what the library makes', () => {
    expect(privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encodeMessage(digestInfo, 256))).toEqual(
      privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, digestInfo),
    );
  });

  it.each([
    ['nothing', 0, 256],
    ['more than the modulus holds', 246, 256],
  ])('of %s is refused', (_, length, modulus) => {
    expect(() => encodeMessage(new Uint8Array(length), modulus)).toThrow(TypeError);
  });
});

describe('a signature', () => {
  it('that opens to the message passes', () => {
    expect(() => checkSignature(publicKey, 256, digestInfo, signature)).not.toThrow();
  });

  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  it.each<[string, Uint8Array]>([
    ['of another content', new Uint8Array(sign('sha256', Buffer.from('else'), privateKey))],
    ['by another key', new Uint8Array(sign('sha256', Buffer.from('content'), other))],
    ['with another hash', new Uint8Array(sign('sha1', Buffer.from('content'), privateKey))],
    ['padded as PSS', new Uint8Array(sign('sha256', Buffer.from('content'), { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }))],
    ['with a bit changed', Uint8Array.from(signature, (byte, index) => (index === 100 ? byte ^ 1 : byte))],
    ['cut', signature.subarray(1)],
    ['too long', Uint8Array.of(0, ...signature)],
    ['empty', new Uint8Array()],
    ['of zeros', new Uint8Array(256)],
    ['greater than the modulus', new Uint8Array(256).fill(0xff)],
  ])('%s is a mismatch', (_, value) => {
    expect(() => checkSignature(publicKey, 256, digestInfo, value)).toThrow(expect.objectContaining({ code: 'SIGNATURE_MISMATCH' }));
  });

  it('is as long as the modulus; other keys have none', () => {
    expect(modulusBytesOf(publicKey)).toBe(256);
    expect(() => modulusBytesOf(createPublicKey(generateKeyPairSync('ed25519').privateKey))).toThrow(TypeError);
  });
});

describe('naming the key to the card (variant A)', () => {
  const byFile: KeyReference = { path: { address: { fileId: 0x000c }, index: 0 }, keyReference: null };
  const byShortId: KeyReference = { path: { address: { shortId: 0x17 }, index: 0 }, keyReference: null };
  const byPath: KeyReference = { path: { address: { path: Uint8Array.of(0x3f, 0x00, 0x50, 0x15, 0x00, 0x0c) }, index: 0 }, keyReference: null };
  const byNumber: KeyReference = { path: null, keyReference: 0x81 };
  const SELECTED: Line = ['00A4020C02000C', '9000'];

  it.each<[string, KeyReference, readonly Line[], boolean]>([
    ['as a JMA card takes it', byFile, [SELECTED, ['002241B6048402000C', '9000']], true],
    ['as the guideline prints it', byFile, [SELECTED, ['002241B6048402000C', '6A80'], ['002241B6048102000C', '9000']], true],
    [
      'by short identifier',
      byShortId,
      [
        ['00A4020C020017', '6A82'],
        ['002241B60484020017', '9000'],
      ],
      true,
    ],
    [
      'by the end of its path',
      byPath,
      [
        ['00A4080C045015000C', '9000'],
        ['002241B6048402000C', '9000'],
      ],
      true,
    ],
    ['by its number', byNumber, [['002241B603840181', '9000']], true],
    [
      'by its number in the end',
      { ...byFile, keyReference: 1 },
      [SELECTED, ['002241B6048402000C', '6A80'], ['002241B6048102000C', '6A88'], ['002241B603840101', '9000']],
      true,
    ],
    ['in vain', byFile, [SELECTED, ['002241B6048402000C', '6D00'], ['002241B6048102000C', '6D00']], false],
    ['not at all', { path: null, keyReference: null }, [], false],
  ])('%s', async (_, key, dialogue, known) => {
    const session = scriptedSession(dialogue);
    expect(await SIGNING_VARIANTS.iso.prepare(channelOf(session), key)).toBe(known);
    expect(session.sent.length).toBe(dialogue.length);
  });
});

describe('variant B', () => {
  const key: KeyReference = { path: { address: { fileId: 0x000c }, index: 0 }, keyReference: null };

  it('selects the key after the PIN and lets the card pad', async () => {
    const session = scriptedSession([
      ['00A4020C02000C', '9000'],
      [`802A008033${toHex(digestInfo)}00`, `${toHex(signature)}9000`],
    ]);
    const channel = channelOf(session);
    expect(await SIGNING_VARIANTS.jicsap.prepare(channel, key)).toBe(true);
    expect((await SIGNING_VARIANTS.jicsap.compute(channel, key, digestInfo, 256)).data).toEqual(signature);
  });

  it('needs a key that is a file', async () => {
    expect(await SIGNING_VARIANTS.jicsap.prepare(channelOf(scriptedSession([])), { path: null, keyReference: 1 })).toBe(false);
  });
});
