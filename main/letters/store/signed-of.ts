import type { RegisterEntry } from '../../api/schema/document.ts';
import type { Register } from '../../documents/register.ts';
import type { Store } from '../../store/store.ts';

interface Shelf {
  readonly store: Store;
  readonly register: Register;
}

/**
 * The newest signed file of the register that was made of these bytes, raised ones among them; `null` where there is none.
 * @param output digest of the signed file, where one among them is meant
 */
export async function signedOf(
  { store, register }: Shelf,
  source: string,
  format: RegisterEntry['format'],
  output: string | null = null,
): Promise<RegisterEntry | null> {
  let query = store.db.selectFrom('signed_document').select('id').where('source_sha256', '=', source).where('format', '=', format);
  if (output !== null) query = query.where('output_sha256', '=', output);
  const row = await query.orderBy('signed_at', 'desc').limit(1).executeTakeFirst();
  return row ? register.find(row.id) : null;
}
