import { useState } from 'react';
import type { z } from 'zod';
import type { retentionPreview } from '../../../main/api/schema/credential-records.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { wordOf } from '../words/credential-words.ts';

type Preview = z.infer<typeof retentionPreview>;
type Rule = Preview['rules'][number];

interface RetentionRulesProps {
  readonly rules: readonly Rule[];
  /** Whoever looks may set them. */
  readonly sets: boolean;
  readonly onSet: (preview: Preview) => void;
}

/** How long each kind of person is kept. A rule without years deletes nobody. */
export function RetentionRules({ rules, sets, onSet }: RetentionRulesProps) {
  const { t } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ul className="retention-rules">
      {rules.map((rule) => (
        <li key={rule.id}>
          <p>
            <strong>{wordOf('retention', rule.id, t)}</strong>
            {'\u3000'}
            {rule.years === null ? t('credentials.screen.retention.not-set') : t('credentials.screen.retention.years', { years: rule.years })}
            {rule.years === null && <span className="under">{t('credentials.screen.retention.source')}</span>}
          </p>
          {sets && open !== rule.id && (
            <Button
              kind="quiet"
              aria-label={t('credentials.screen.retention.set-of', { rule: wordOf('retention', rule.id, t) })}
              onPress={() => setOpen(rule.id)}
            >
              {t('credentials.screen.retention.set')}
            </Button>
          )}
          {open === rule.id && (
            <YearsForm
              rule={rule}
              onEnd={() => setOpen(null)}
              onSet={(preview) => {
                setOpen(null);
                onSet(preview);
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

const MOST = 100;

/** Years as typed; empty is none. */
function readYears(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  const years = /^\d{1,3}$/.test(plain) ? Number(plain) : 0;
  return years >= 1 && years <= MOST ? years : undefined;
}

interface YearsFormProps {
  readonly rule: Rule;
  readonly onEnd: () => void;
  readonly onSet: (preview: Preview) => void;
}

function YearsForm({ rule, onEnd, onSet }: YearsFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [typed, setTyped] = useState(rule.years === null ? '' : String(rule.years));
  const years = readYears(typed);
  const set = () => attempt(async () => onSet(await desk.credentials.retention.set({ rule: rule.id, years: years ?? null })));
  return (
    <div className="form-panel">
      <TextField
        label={t('credentials.screen.retention.years-label')}
        note={t('credentials.screen.retention.years-note')}
        unit={t('credentials.screen.retention.years-unit')}
        inputMode="numeric"
        value={typed}
        onChange={setTyped}
        wrong={years === undefined ? t('credentials.screen.retention.years-wrong', { most: MOST }) : null}
      />
      <ConfirmActions label={t('settings.save')} isDisabled={working || years === undefined} onConfirm={set} onCancel={onEnd} />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
