import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';

interface StaffFormProps {
  readonly name: string;
  readonly onDone: (name: string) => void;
  /** Leaves the name as it is. */
  readonly onBack?: () => void;
}

/** Who is on duty, asked once; nothing can be confirmed without. */
export function StaffForm({ name, onDone, onBack }: StaffFormProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState(name);
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => place.current?.querySelector('input')?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) onDone(typed.trim());
  };
  return (
    <form
      ref={place}
      className="panel"
      onSubmit={submit}
      onKeyDown={({ key, nativeEvent }) => key === 'Escape' && !nativeEvent.isComposing && onBack?.()}
    >
      <TextField label={t('reception.staff.label')} note={t('reception.staff.note')} value={typed} onChange={setTyped} />
      <Button type="submit" kind="primary" isDisabled={typed.trim() === ''}>
        {`Enter\u2002${t('reception.staff.done')}`}
      </Button>
    </form>
  );
}
