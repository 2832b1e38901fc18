import { inArmorOf, withoutArmor } from '../cades/armor.ts';
import { extendCades } from '../cades/extend.ts';
import { digest } from '../digest/algorithms.ts';
import { type SignatureFamily, signatureFamily } from '../document-kind.ts';
import { PkiError } from '../errors.ts';
import { extendPades } from '../pades/extend.ts';
import { extendXades } from '../xades/extend.ts';
import type { LevelOrder } from './material.ts';

export interface FileExtension extends LevelOrder {
  /** The signed file. */
  readonly bytes: Uint8Array;
  /** What was signed, when the signature is detached from it. */
  readonly content?: Uint8Array;
}

type Extend = (order: FileExtension) => Promise<Uint8Array>;

const pades: Extend = ({ bytes, level, material }) => extendPades({ source: bytes, level, material });
const xades: Extend = ({ bytes, level, material }) => extendXades({ xml: bytes, level, material });
const cades: Extend = async ({ bytes, content, level, material }) => {
  const cms = withoutArmor(bytes);
  if (!cms) throw new PkiError('DOCUMENT_UNREADABLE', { note: 'no CMS signature' });
  const contentDigest = content ? (algorithm: Parameters<typeof digest>[0]) => digest(algorithm, content) : null;
  return inArmorOf(bytes, await extendCades({ cms, contentDigest, level, material }));
};

const EXTEND: Readonly<Record<SignatureFamily, Extend>> = { pades, xades, cades };

/**
 * Raises the signatures of a file of any format to a level, or renews them at LTA. The signatures themselves stay byte for byte.
 * @throws PkiError DOCUMENT_UNREADABLE for what is no signed file, SIGNATURE_NOT_INTACT, TIME_STAMP_NOT_INTACT, LEVEL_ALREADY_REACHED,
 * EVIDENCE_INCOMPLETE, and of the format; whatever the time stamper throws
 * @example
 * await extendFile({ bytes: await readFile('letter.pdf'), level: 'LTA', material });
 */
export async function extendFile(order: FileExtension): Promise<Uint8Array> {
  const family = signatureFamily(order.bytes);
  if (!family) throw new PkiError('DOCUMENT_UNREADABLE', { note: 'a file of this kind holds no signature' });
  return EXTEND[family](order);
}
