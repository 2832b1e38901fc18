import { useState } from 'react';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import type { Status } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';

/** One thing that can be decided, and what will follow from it. */
export interface Choice<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly note: string;
  readonly kind: 'primary' | 'danger';
}

interface DecisionProps<Id extends string, Word extends string> {
  readonly status: Status;
  readonly title: string;
  readonly text: string;
  readonly choices: readonly Choice<Id>[];
  /** What has to be said with it, each with its label. */
  readonly words: Readonly<Record<Word, string>>;
  readonly onDecide: (id: Id, said: Readonly<Record<Word, string>>) => Promise<void>;
}

/** A decision about a request in two steps: which, then what follows from it and what has to be said. */
export function DecisionForm<Id extends string, Word extends string>({ status, title, text, choices, words, onDecide }: DecisionProps<Id, Word>) {
  const { working, failure, attempt } = useTrying();
  const [chosen, setChosen] = useState<Choice<Id> | null>(null);
  const names = Object.keys(words) as Word[];
  const [said, setSaid] = useState(() => Object.fromEntries(names.map((name) => [name, ''])) as Record<Word, string>);
  const trimmed = Object.fromEntries(names.map((name) => [name, said[name].trim()])) as Record<Word, string>;
  return (
    <Banner status={status} heading={title}>
      <div className="stack">
        <p>{text}</p>
        {chosen === null ? (
          <div className="tools">
            {choices.map((choice) => (
              <Button key={choice.id} onPress={() => setChosen(choice)}>
                {choice.label}
              </Button>
            ))}
          </div>
        ) : (
          <>
            <p>
              <strong>{chosen.note}</strong>
            </p>
            {names.map((name) => (
              <TextField key={name} label={words[name]} value={said[name]} onChange={(value) => setSaid({ ...said, [name]: value })} />
            ))}
            <ConfirmActions
              label={chosen.label}
              kind={chosen.kind}
              isDisabled={working || names.some((name) => trimmed[name] === '')}
              onConfirm={() => attempt(() => onDecide(chosen.id, trimmed))}
              onCancel={() => setChosen(null)}
            />
          </>
        )}
        {failure && <ErrorPanel failure={failure} />}
      </div>
    </Banner>
  );
}
