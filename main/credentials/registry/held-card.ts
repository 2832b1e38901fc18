import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import { factText, recordOf } from './record.ts';
import { serialKey } from './tokens.ts';

/** Whether a card with this number is somebody's. A token stands for numbers of certificates too, which may be equal by chance. @param token of the number */
export async function holdsCard(db: Kysely<Tables>, token: Uint8Array, serial: string): Promise<boolean> {
  const holders = db.selectFrom('credential_token').select('holder').where('token', '=', token);
  const cards = await db.selectFrom('credential_object').selectAll().where('kind', '=', 'card').where('holder', 'in', holders).execute();
  return cards.some((card) => serialKey(factText(recordOf(card), 'serial')) === serialKey(serial));
}
