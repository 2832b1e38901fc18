import { type LetterOptions, letterOptions } from '../../api/schema/letters.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';
import { EMPTY_PARTY } from './empty.ts';

const NAME = 'letters';
/** The profile's words say `^`; its published examples have both. */
const DEFAULTS: LetterOptions = { sender: EMPTY_PARTY, joiner: '^' };

export async function readOptions({ db }: Store): Promise<LetterOptions> {
  const parsed = letterOptions.safeParse(await readSetting(db, NAME));
  return parsed.success ? parsed.data : DEFAULTS;
}

export const keepOptions = ({ db }: Store, options: LetterOptions): Promise<void> => keepSetting(db, NAME, options);
