import { PkiError } from '../errors.ts';
import type { LevelOrder } from '../levels/material.ts';
import { appended, appendedFile, type Tail } from './raise/append.ts';
import { type Chosen, levelTails } from './raise/levels.ts';
import type { PadesOrder } from './sign/order.ts';
import { signedTail } from './sign/prepare.ts';

export type { PadesOrder, StampOrder } from './sign/order.ts';

/**
 * Signs a PDF at a level of PAdES (ETSI EN 319 142-1 section 6) by incremental updates: the given bytes are a strict prefix of the answer. Above B
 * the signature value is time-stamped inside the CMS; LT adds a revision with the evidence for it, LTA one with a document time stamp.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED, PDF_CERTIFIED_NO_CHANGES, PDF_ALTERED_AFTER_SIGNING,
 * PDF_SIGNATURE_TOO_LARGE, STAMP_GLYPH_MISSING, LEVEL_NOT_AVAILABLE, SIGNATURE_VALUE_WRONG, EVIDENCE_INCOMPLETE; whatever signer and time stamper throw
 * @example
 * const signed = await signPades({ source: pdf, signer, signingTime: new Date(), stamp: {} });
 */
export async function signPades({ source, ...order }: PadesOrder & { readonly source: Uint8Array }): Promise<Uint8Array> {
  return appended(source, signingTails(order));
}

/**
 * The same from file to file, in memory that does not grow with the document. The target appears only when it is complete.
 * @param order `source` and `sink` are paths of two different files
 * @throws also the file system's own errors
 */
export async function signPadesFile({ source, sink, ...order }: PadesOrder & { readonly source: string; readonly sink: string }): Promise<void> {
  await appendedFile({ source, sink }, signingTails(order));
}

function signingTails(order: PadesOrder): Tail[] {
  const raise = levelOrder(order);
  let end = 0;
  const sign: Tail = async (source) => {
    const tail = await signedTail(source, order, raise?.material ?? null);
    end = source.size + tail.length;
    return tail;
  };
  const own: Chosen = ({ range }) => range.end === end;
  return [sign, ...(raise ? levelTails(raise, own) : [])];
}

function levelOrder({ level = 'B', material }: PadesOrder): LevelOrder | null {
  if (level === 'B') return null;
  if (!material) throw new PkiError('LEVEL_NOT_AVAILABLE', { level });
  return { level, material };
}
