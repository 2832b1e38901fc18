interface Lent<T> {
  readonly ask: () => Promise<T>;
  readonly onValue: (value: T) => void;
  readonly onFailure: (error: unknown) => void;
  readonly giveBack: (value: T) => Promise<unknown>;
}

/**
 * Asks the program for something that it holds for a view as long as the view is open.
 * @returns ends the view: what was lent is given back, at once or, where it has not arrived yet, when it does
 */
export function lend<T>({ ask, onValue, onFailure, giveBack }: Lent<T>): () => void {
  const asked = ask();
  let open = true;
  asked.then(
    (value) => open && onValue(value),
    (error: unknown) => open && onFailure(error),
  );
  return () => {
    open = false;
    // What cannot be given back is gone with the program.
    void asked.then(giveBack).catch(() => {});
  };
}
