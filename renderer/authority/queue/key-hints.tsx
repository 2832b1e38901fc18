import { useWords } from '../../words/words.tsx';

const HINTS = [
  { id: 'move', keys: ['J', 'K'] },
  { id: 'open', keys: ['Enter'] },
  { id: 'search', keys: ['/'] },
] as const;

/** Which keys work here. */
export function KeyHints() {
  const { t } = useWords();
  return (
    <ul className="key-hints no-print">
      {HINTS.map(({ id, keys }) => (
        <li key={id}>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}{' '}
          {t(`credentials.screen.keys.${id}`)}
        </li>
      ))}
    </ul>
  );
}
