import type { TakenDocument } from '../documents/intake.ts';
import type { SignableFormat } from '../documents/kind.ts';
import { RefusedDocument } from '../documents/refused.ts';
import { AppError } from '../errors.ts';
import type { Tray } from './batch/tray.ts';

/** One document of an order and what becomes of it. */
export interface Task {
  readonly document: TakenDocument;
  readonly format: SignableFormat;
}

/**
 * The task of one document: where the order names no format, its own first.
 * @throws RefusedDocument; AppError DOCUMENT_UNKNOWN, DOCUMENT_NOT_VIEWED, DOCUMENT_TYPE_UNKNOWN
 */
export function taskOf(id: string, { order, take }: Pick<Tray, 'order' | 'take'>): Task {
  const document = take(id);
  const { name, failure, signableAs } = document.opened;
  const format = order.format ?? signableAs[0];
  if (failure) throw new RefusedDocument(failure);
  if (!format || !signableAs.includes(format)) throw new AppError('DOCUMENT_TYPE_UNKNOWN', { name });
  return { document, format };
}
