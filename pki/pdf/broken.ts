import { PkiError } from '../errors.ts';

/** The file is not what its own structure says. Nothing is repaired: what readers would guess differently must not be signed. */
export const broken = (note: string, offset?: number): PkiError => new PkiError('PDF_BROKEN', offset === undefined ? { note } : { note, offset });
