import { fingerprint } from '../../digest/fingerprint.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { dictionary, name, type PdfDictionary, type PdfObject } from '../../pdf/syntax/objects.ts';
import { NewStream } from '../../pdf/syntax/serialize.ts';
import type { ValidationData } from '../../validation/evidence.ts';
import { STORE_LISTS, storedItem } from '../read/security-store.ts';
import { rewritable } from '../sign/form.ts';
import { startUpdate } from '../sign/start-update.ts';

/** Tells readers of PDF 1.7 that the structures of PAdES are used (ISO 32000-1 section 7.12). */
const ESIC = dictionary({ BaseVersion: name('1.7'), ExtensionLevel: 1 });

/**
 * A revision in which the document security store has these data beside all it had (ETSI EN 319 142-1 section 5.4.2).
 * @returns what is to be appended; nothing when the store has everything
 * @throws PkiError PDF_BROKEN when a dictionary cannot be rewritten as every reader understands it
 */
export async function storeUpdate(document: PdfDocument, data: ValidationData): Promise<Uint8Array> {
  const update = await startUpdate(document);
  const present = rewritable(document.dictionary(document.catalog.get('DSS')) ?? dictionary({ Type: name('DSS') }));
  const lists: Record<string, PdfObject> = {};
  for (const [kind, { store }] of Object.entries(STORE_LISTS) as [keyof ValidationData, { store: string }][]) {
    const items = document.array(present.get(store));
    const known = new Set(items.flatMap((item) => storedItem(document, item) ?? []).map(fingerprint));
    const added = data[kind].filter((der) => !known.has(fingerprint(der)));
    if (added.length > 0) lists[store] = [...items, ...added.map((der) => update.add(new NewStream(dictionary({}), der)))];
  }
  if (Object.keys(lists).length === 0) return new Uint8Array();
  // Always another object: that one which was signed stays what it was.
  const store = update.add(rewritable(present).with(lists));
  update.put(document.root, rewritable(document.catalog).with({ DSS: store, ...extensions(document) }));
  return update.write().bytes;
}

function extensions(document: PdfDocument): Readonly<Record<string, PdfDictionary>> {
  const present = document.dictionary(document.catalog.get('Extensions')) ?? dictionary({});
  return present.ambiguous || present.get('ESIC') !== null ? {} : { Extensions: present.with({ ESIC }) };
}
