import * as z from 'zod';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';

/** One value of the stations in the table of settings, read once and written when it changes. */
export interface KeptSetting<T> {
  readonly value: T;
  keep(value: T): Promise<void>;
}

async function keptSetting<T>({ db }: Pick<Store, 'db'>, name: string, schema: z.ZodType<T>, initial: T): Promise<KeptSetting<T>> {
  const kept = await readSetting(db, name);
  let value = kept === null ? initial : schema.parse(kept);
  return {
    get value() {
      return value;
    },
    keep: async (next) => {
      value = next;
      await keepSetting(db, name, next);
    },
  };
}

/** Where this station listens: `null` nowhere; without a host at every address of the computer. */
const listening = z.strictObject({ host: z.string().nullable(), port: z.int().min(1).max(0xffff) }).nullable();
export type KeptListening = z.infer<typeof listening>;

export const keptListening = (store: Pick<Store, 'db'>): Promise<KeptSetting<KeptListening>> =>
  keptSetting(store, 'stationListening', listening, null);

/** Seminars that this desk was invited to and has no plan of yet. */
export const keptInvitations = (store: Pick<Store, 'db'>): Promise<KeptSetting<string[]>> =>
  keptSetting(store, 'stationInvitedTo', z.array(z.string()), []);
