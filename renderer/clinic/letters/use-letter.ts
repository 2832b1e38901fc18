import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { Letter, LetterForm } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';
import { canBeKept } from './field-rules.ts';

/** Quiet after the last key before the form is kept, in milliseconds. */
const PAUSE_MS = 600;

export interface LetterWork {
  /** As the program has it; `null` until it has answered. */
  readonly letter: Letter | null;
  /** As it stands on the screen. */
  readonly form: LetterForm | null;
  readonly saving: boolean;
  readonly failure: Failure | null;
  readonly change: (form: LetterForm) => void;
  /** Keeps what is on the screen, then does something with the letter; its answer is the letter as it is then. */
  readonly afterwards: (work: (id: string) => Promise<Letter | null>) => Promise<void>;
}

/** A letter that is written: kept by itself, a moment after each change and before each step. */
export function useLetter(id: string): LetterWork {
  const { desk } = useDesk();
  const [letter, setLetter] = useState<Letter | null>(null);
  const [form, setForm] = useState<LetterForm | null>(null);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const unsaved = useRef<LetterForm | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());

  const keep = useCallback(async () => {
    clearTimeout(timer.current);
    const pending = unsaved.current;
    if (!pending || !canBeKept(pending)) return;
    unsaved.current = null;
    setSaving(true);
    try {
      setLetter(await desk.letters.save({ id, form: pending }));
      setFailure(null);
    } catch (error) {
      unsaved.current ??= pending;
      setFailure(failureOf(error));
    }
    setSaving(false);
  }, [desk, id]);

  /** One after the other: an older form never overwrites a newer one. */
  const inTurn = useCallback((work: () => Promise<void>) => {
    queue.current = queue.current.then(work, work);
    return queue.current;
  }, []);

  useEffect(() => {
    let current = true;
    desk.letters.open({ id }).then(
      (opened) => {
        if (!current) return;
        setLetter(opened);
        setForm(opened.form);
      },
      (error: unknown) => current && setFailure(failureOf(error)),
    );
    return () => {
      current = false;
      // Looking elsewhere loses nothing.
      void inTurn(keep);
    };
  }, [desk, id, inTurn, keep]);

  return {
    letter,
    form,
    saving,
    failure,
    change(next) {
      setForm(next);
      unsaved.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void inTurn(keep), PAUSE_MS);
    },
    afterwards: (work) =>
      inTurn(async () => {
        await keep();
        try {
          const next = await work(id);
          if (next) setLetter(next);
          setFailure(null);
        } catch (error) {
          setFailure(failureOf(error));
        }
      }),
  };
}
