import { PkiError } from '../errors.ts';
import type { LevelOrder } from '../levels/material.ts';
import { openPdf } from '../pdf/document.ts';
import type { SignatureLevel } from '../report.ts';
import { appended, appendedFile, type Tail } from './raise/append.ts';
import { levelOf, levelTails } from './raise/levels.ts';
import { documentEvidence } from './read/document-evidence.ts';
import { soundSignatures } from './sign/sound-signatures.ts';

const LEVELS: readonly SignatureLevel[] = ['B', 'T', 'LT', 'LTA'];

/**
 * Raises all signatures of a PDF to a level, whoever made them (ETSI EN 319 142-1 section 6), by incremental updates that even a certification
 * without any permission allows (ISO 32000-2 table 257): the given bytes are a strict prefix of the answer. A signature without a time stamp gets a
 * document time stamp. What is of level LTA is renewed: evidence for the newest time stamp, and another one over it.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED, PDF_NOT_SIGNED, SIGNATURE_NOT_INTACT, PDF_ALTERED_AFTER_SIGNING,
 * LEVEL_ALREADY_REACHED, EVIDENCE_INCOMPLETE, PDF_SIGNATURE_TOO_LARGE; whatever the time stamper throws
 * @example
 * const renewed = await extendPades({ source: pdf, level: 'LTA', material });
 */
export async function extendPades({ source, ...order }: LevelOrder & { readonly source: Uint8Array }): Promise<Uint8Array> {
  return appended(source, extendingTails(order));
}

/**
 * The same from file to file, in memory that does not grow with the document. The target appears only when it is complete.
 * @param order `source` and `sink` are paths of two different files
 * @throws also the file system's own errors
 */
export async function extendPadesFile({ source, sink, ...order }: LevelOrder & { readonly source: string; readonly sink: string }): Promise<void> {
  await appendedFile({ source, sink }, extendingTails(order));
}

const extendingTails = (order: LevelOrder): Tail[] => [refuseUnfit(order), ...levelTails(order, () => true)];

/** Appends nothing, and ends everything where an extension would hide something or add nothing. */
const refuseUnfit =
  ({ level }: LevelOrder): Tail =>
  async (source) => {
    const document = openPdf(source);
    const signatures = (await soundSignatures(document, 'SIGNATURE_NOT_INTACT')).map(({ signature }) => signature);
    if (signatures.length === 0) throw new PkiError('PDF_NOT_SIGNED');
    const evidence = await documentEvidence(document, signatures);
    const levels = await Promise.all(signatures.map((signature) => levelOf(signature, evidence)));
    const reached = levels.every((found) => LEVELS.indexOf(found) >= LEVELS.indexOf(level));
    if (reached && level !== 'LTA') throw new PkiError('LEVEL_ALREADY_REACHED', { level });
    return new Uint8Array();
  };
