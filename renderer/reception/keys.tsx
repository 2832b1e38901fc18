import './keys.css';

export interface KeyHint {
  /** As printed on the keyboard. */
  readonly keys: string;
  readonly label: string;
  /** Where the hint is a button as well. */
  readonly press?: () => void;
  readonly pressed?: boolean;
}

/** Keys and what they do, in one row; those of the whole window are buttons too. */
export function KeyHints({ hints, label }: { readonly hints: readonly KeyHint[]; readonly label: string }) {
  return (
    <ul className="key-hints" aria-label={label}>
      {hints.map(({ keys, label: words, press, pressed }) => (
        <li key={keys}>
          {press ? (
            <button type="button" className="key-hint" onClick={press} aria-pressed={pressed} tabIndex={-1}>
              <kbd>{keys}</kbd>
              {words}
            </button>
          ) : (
            <span className="key-hint">
              <kbd>{keys}</kbd>
              {words}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
