import type { ProgramCaller } from '../../main/api/schema/programs.ts';
import type { Translate } from '../words/translate.ts';

type Who = Pick<ProgramCaller, 'name' | 'origin'>;

/** Where a program calls from: the web page by its origin, which the browser vouches for, or this computer. */
export const placeOf = ({ origin }: Who, t: Translate): string => origin ?? t('programs.here');

/** Name and place together; the name is what the program called itself when it was connected. */
export const whoAsks = (who: Who, t: Translate): string => t('programs.who', { name: who.name, origin: placeOf(who, t) });
