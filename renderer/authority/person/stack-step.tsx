import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { useKeys } from '../frame/use-keys.ts';
import { useWorkspace } from '../frame/workspace-context.tsx';

/** From one person of the stack to the one before and the one after, by link or by k and j; silent for people who are not of the stack. */
export function StackStep({ holder }: { readonly holder: number }) {
  const { t } = useWords();
  const { place, setPlace } = useWorkspace();
  const { rows, current } = place;
  const known = rows.findIndex((row) => row.holder === holder && row.object === current);
  const at = known >= 0 ? known : rows.findIndex((row) => row.holder === holder);
  const before = at > 0 ? rows.slice(0, at).findLast((row) => row.holder !== holder) : undefined;
  const after = at >= 0 ? rows.slice(at + 1).find((row) => row.holder !== holder) : undefined;
  const goTo = (row: typeof before) => () => {
    if (!row) return;
    setPlace((now) => ({ ...now, current: row.object }));
    location.hash = personAddress(row.holder);
  };
  useKeys({ j: goTo(after), k: goTo(before) });
  if (at < 0) return null;
  const link = (row: typeof before, id: 'before' | 'after', key: string) =>
    row && (
      <a href={personAddress(row.holder)} onClick={() => setPlace((now) => ({ ...now, current: row.object }))}>
        {t(`credentials.screen.person.${id}`)} <kbd>{key}</kbd>
      </a>
    );
  return (
    <p className="stack-step no-print">
      {t('credentials.screen.person.of-stack', { at: at + 1, count: rows.length })}
      {link(before, 'before', 'K')}
      {link(after, 'after', 'J')}
    </p>
  );
}
