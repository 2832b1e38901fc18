import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Tables } from '../../store/schema.ts';
import type { Sender } from '../papers/letter.ts';
import { readSetting } from '../../store/setting.ts';

/** As the authority entered it; what is empty is left to be written by hand. */
const sender = z.object({ name: z.string(), postalCode: z.string(), address: z.string(), phone: z.string() });

/** Name under which the sender is kept. */
export const SENDER_SETTING = 'credential sender';
const NOBODY: Sender = { name: '', postalCode: '', address: '', phone: '' };

/** Who letters come from. */
export async function senderOf(db: Kysely<Tables>): Promise<Sender> {
  return sender.safeParse(await readSetting(db, SENDER_SETTING)).data ?? NOBODY;
}
