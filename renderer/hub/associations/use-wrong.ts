import type { WrongPlace } from '../../../main/api/schema/hub-administration.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

/** What is wrong with a field, in words; `null` where nothing is. */
export type Wrong = (path: string) => string | null;

export function useWrong(places: readonly WrongPlace[]): Wrong {
  const { t } = useWords();
  return (path) => {
    const code = places.find((place) => place.path === path)?.code;
    return code === undefined ? null : t(knownKey(`hub.wrong.${code}`) ?? 'hub.wrong.other');
  };
}
