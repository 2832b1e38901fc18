import { extname } from 'node:path';
import { extendFile } from '../../../pki/levels/extend.ts';
import type { RegisterEntry } from '../../api/schema/document.ts';
import type { ExtensionOrder } from '../../api/schema/signing.ts';
import { toFailure } from '../../failure.ts';
import { type LevelServices, materialFor } from '../../signing/levels.ts';
import type { Store } from '../../store/store.ts';
import { verify } from '../../verification/verify.ts';
import type { Row } from '../catalogue.ts';
import type { Shelf } from '../shelf.ts';
import { documentsWith } from './documents-with.ts';
import type { Work } from './runs.ts';

/**
 * Faults of one document: the next one can still be renewed. Everything else (no service, no network, a refused or wrong time stamp, evidence that cannot
 * be had) would meet the next one too and stops the run.
 */
const OF_THE_DOCUMENT =
  /^(DOCUMENT_|FILE_NOT_FOUND$|FILE_UNREADABLE$|SIGNED_FILE_CHANGED$|PDF_|XML_|PRESCRIPTION_|LEVEL_ALREADY_REACHED$|SIGNATURE_NOT_INTACT$|TIME_STAMP_NOT_INTACT$|CERTIFICATE_UNREADABLE$)/;

export interface Renewing extends LevelServices {
  readonly extend: (order: ExtensionOrder) => Promise<RegisterEntry>;
}

const renewedName = (name: string): string => `${name.slice(0, name.length - extname(name).length)}-LTA${extname(name)}`;

/** Renews every archive time stamp that ends within a year. New files are made; what is there stays as it is. */
export function renewAll(store: Store, shelf: Shelf, services: Renewing): Work {
  const { now } = store;

  /** A received file is renewed as one that was made here is, and kept beside it. */
  async function renewReceived(row: Row): Promise<void> {
    const { file, content } = await shelf.read(row);
    const material = await materialFor(null, row.test === 1, 'LTA', services);
    const bytes = await extendFile({ bytes: file.bytes, level: 'LTA', material, ...(content && { content: content.bytes }) });
    const renewed = { name: renewedName(file.name), bytes };
    const report = await verify(renewed, content, { ...(await services.trust()), at: now() });
    await shelf.keep({ file: renewed, content, report, extendedFrom: row.id });
  }

  async function renew(row: Row): Promise<void> {
    if (row.origin === 'received') await renewReceived(row);
    else await services.extend({ id: row.id, level: 'LTA' });
  }

  return {
    action: 'library.renewed',
    ...documentsWith(store, { renewal: 'due' }),
    async step(row) {
      try {
        await renew(row);
        return { changed: true, unreadable: false };
      } catch (error) {
        if (!OF_THE_DOCUMENT.test(toFailure(error).code)) throw error;
        return { changed: false, unreadable: true };
      }
    },
  };
}
