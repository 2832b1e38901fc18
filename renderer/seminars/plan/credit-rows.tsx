import type { Scheme } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import { CreditFields } from './credit-fields.tsx';
import { emptyCredit } from './new-plan.ts';
import type { CreditDraft, Problems, SessionDraft } from './plan-draft.ts';
import { splitCredit } from './split-credit.ts';

interface CreditRowsProps {
  readonly session: SessionDraft;
  readonly schemes: readonly Scheme[];
  readonly problems: Problems;
  readonly disabled: boolean;
  readonly onChange: (credits: readonly CreditDraft[]) => void;
}

/** The credits that a session gives, one row each; a talk on two subjects is split over two codes. */
export function CreditRows({ session, schemes, problems, disabled, onChange }: CreditRowsProps) {
  const { t } = useWords();
  const { credits } = session;
  const replace = (index: number, ...rows: readonly CreditDraft[]) => onChange(credits.flatMap((credit, at) => (at === index ? rows : [credit])));
  const split = (credit: CreditDraft) => splitCredit(credit, schemes.find(({ id }) => id === credit.scheme)?.step ?? 1);
  return (
    <fieldset className="credit-rows">
      <legend>{t('training.credit.title')}</legend>
      {credits.length === 0 && <p className="quiet">{t('training.credit.none')}</p>}
      {credits.map((credit, index) => {
        const halves = split(credit);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a credit has no name of its own; its place is what it is known by
          <div key={index} className="credit-row">
            <CreditFields
              credit={credit}
              schemes={schemes}
              disabled={disabled}
              wrong={problems.get(`sessions.${session.id}.credits.${index}.units`)}
              onChange={(next) => replace(index, next)}
            />
            <div className="credit-row-actions">
              {halves && !disabled && (
                <Button kind="quiet" onPress={() => replace(index, ...halves)}>
                  {t('training.credit.split')}
                </Button>
              )}
              {!disabled && (
                <Button kind="quiet" onPress={() => replace(index)}>
                  {t('training.credit.remove')}
                </Button>
              )}
            </div>
          </div>
        );
      })}
      {!disabled && (
        <p>
          <Button
            icon="larger"
            onPress={() => onChange([...credits, credits.at(-1) ? { ...credits.at(-1)!, code: '', units: '' } : emptyCredit(schemes[0])])}
          >
            {t('training.credit.add')}
          </Button>
        </p>
      )}
    </fieldset>
  );
}
