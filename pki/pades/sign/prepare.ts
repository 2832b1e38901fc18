import { extendCades } from '../../cades/extend.ts';
import { parseCertificate } from '../../certificate/certificate.ts';
import { buildSignedData } from '../../cms/build.ts';
import { isTestCertificate } from '../../hpki/policies.ts';
import { signerIdentity } from '../../hpki/signer-identity.ts';
import type { ByteSource } from '../../pdf/bytes/source.ts';
import type { LevelMaterial } from '../../levels/material.ts';
import type { SignerIdentity } from '../../report.ts';
import type { Signer } from '../../signer.ts';
import { stampFont } from '../stamp/font.ts';
import { layOut } from '../stamp/layout.ts';
import type { PadesOrder } from './order.ts';
import { type PreparedStamp, placeSignature } from './place.ts';
import { openSignable } from './signable.ts';
import { lockReference, signatureEntries, signatureTemplate, TIME_STAMP_RESERVED } from './signature-dictionary.ts';
import { stampTexts } from './stamp-texts.ts';
import { startUpdate } from './start-update.ts';
import { writeSigned } from './write-signed.ts';

const DIGEST = 'sha256';
/** Least room for the CMS, in bytes. */
const LEAST_RESERVED = 16_384;
/** Room beside the certificates: signed attributes, signature value, structure. */
const RESERVED_BESIDE_CERTIFICATES = 8192;

/**
 * Makes the bytes that turn the document into a signed one when they are appended to it.
 * @param material for a time stamp over the signature value within the CMS; `null` for level B
 * @throws PkiError see `signPades`
 */
export async function signedTail(source: ByteSource, order: PadesOrder, material: LevelMaterial | null): Promise<Uint8Array> {
  const { signer } = order;
  const certificate = parseCertificate(signer.certificate);
  const identity = signerIdentity(certificate);
  const { document, permissions } = await openSignable(source);
  const stamp = await prepareStamp(order, identity, isTestCertificate(certificate));
  const update = await startUpdate(document);
  const signature = update.allocate();
  const prepared = placeSignature(update, signature, permissions, stamp);
  const lock = lockReference(document.dictionary(prepared?.field.dictionary.get('Lock') ?? null), document.root);
  const entries = signatureEntries({ ...order, signerName: identity.nameKanji ?? identity.commonName }, lock);
  const template = signatureTemplate(entries, reservedFor(signer) + (material ? TIME_STAMP_RESERVED : 0));
  return writeSigned(update, signature, template, DIGEST, async (contentDigest) => {
    const cms = await buildSignedData({ signer, digestAlgorithm: DIGEST, contentDigest });
    return material ? extendCades({ cms, contentDigest: () => contentDigest, level: 'T', material }) : cms;
  });
}

function reservedFor({ certificate, chain }: Signer): number {
  const certificates = [certificate, ...chain].reduce((sum, { length }) => sum + length, 0);
  return Math.max(LEAST_RESERVED, certificates + RESERVED_BESIDE_CERTIFICATES);
}

async function prepareStamp({ stamp, signingTime }: PadesOrder, identity: SignerIdentity, test: boolean): Promise<PreparedStamp | null> {
  if (!stamp) return null;
  const font = await stampFont();
  const layout = layOut(stamp.lines ?? stampTexts(identity, signingTime), test, font);
  return { layout, font, page: stamp.page ?? -1, position: stamp.position ?? 'bottom-right' };
}
