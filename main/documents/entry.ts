import type { Selectable } from 'kysely';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { Persons } from '../store/persons.ts';
import type { Tables } from '../store/schema.ts';

/** What of an entry is sealed under the key of its signer. */
export type Names = Pick<RegisterEntry, 'sourceName' | 'outputName' | 'outputPath' | 'signerName' | 'certificateSha256'>;

const GONE: Names = { sourceName: '', outputName: '', outputPath: '', signerName: '', certificateSha256: '' };

/** An entry of the register out of its row and its names; `null` once the key of the person was destroyed. */
export function entryOfRow(row: Omit<Selectable<Tables['signed_document']>, 'person' | 'sealed'>, names: Names | null): RegisterEntry {
  return {
    id: row.id,
    signedAt: row.signed_at,
    format: row.format as RegisterEntry['format'],
    level: row.level as RegisterEntry['level'],
    sourceSha256: row.source_sha256,
    outputSha256: row.output_sha256,
    test: row.test === 1,
    extendedFrom: row.extended_from,
    renewal: row.renewal_due === null ? null : { due: row.renewal_due },
    ...(names ?? GONE),
  };
}

type Sealed = Pick<Selectable<Tables['signed_document']>, 'id' | 'person' | 'sealed'> & { readonly wrapped_key: Uint8Array | null };

const placeOf = (id: string) => `signed document ${id}`;

/** The names of an entry, `null` once the key of its signer was destroyed. */
export const readNames = (persons: Persons, { id, person, sealed, wrapped_key }: Sealed): Names | null =>
  persons.openWith(wrapped_key, person, sealed, placeOf(id)) as Names | null;

/** Seals the names of an entry; without them, what stands in their place once a document was deleted. */
export const sealNames = (
  persons: Pick<Persons, 'sealWith'>,
  wrappedKey: Uint8Array,
  { id, person }: Pick<Sealed, 'id' | 'person'>,
  names = GONE,
): Uint8Array => persons.sealWith(wrappedKey, person, names, placeOf(id));
