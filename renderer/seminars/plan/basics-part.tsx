import type { Scheme } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { ToggleSwitch } from '../../design/choice.tsx';
import { TestMark } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { creditNames } from '../credit-words.ts';
import { newId } from './new-plan.ts';
import type { PlanDraft } from './plan-draft.ts';

interface BasicsPartProps {
  readonly plan: PlanDraft;
  readonly schemes: readonly Scheme[];
  readonly disabled: boolean;
  readonly onChange: (part: Partial<PlanDraft>) => void;
}

/** What the seminar is called, who holds it, where, and by which numbers it was certified. */
export function BasicsPart({ plan, schemes, disabled, onChange }: BasicsPartProps) {
  const { t, language } = useWords();
  const names = creditNames(schemes, language);
  const used = new Set([...plan.sessions.flatMap(({ credits }) => credits.map(({ scheme }) => scheme)), ...Object.keys(plan.numbers)]);
  const inUse = new Set(plan.sessions.map(({ room }) => room));
  const setRoom = (id: string, name: string) => onChange({ rooms: plan.rooms.map((room) => (room.id === id ? { id, name } : room)) });
  return (
    <>
      <Section title={t('training.plan.basics')}>
        <TextField label={t('training.plan.title')} value={plan.title} onChange={(title) => onChange({ title })} disabled={disabled} />
        <div className="form-row">
          <TextField
            label={t('training.plan.organiser')}
            value={plan.organiser}
            onChange={(organiser) => onChange({ organiser })}
            disabled={disabled}
          />
          <TextField label={t('training.plan.venue')} value={plan.venue} onChange={(venue) => onChange({ venue })} disabled={disabled} />
        </div>
        <div className={plan.practice ? 'practice practice-on' : 'practice'}>
          <ToggleSwitch
            label={t('training.plan.practice')}
            note={t('training.plan.practice-note')}
            on={plan.practice}
            onChange={(practice) => onChange({ practice })}
            disabled={disabled}
            words={[t('settings.on'), t('settings.off')]}
          />
          {plan.practice && <TestMark>{t('training.practice')}</TestMark>}
        </div>
      </Section>
      <Section title={t('training.plan.rooms')} note={t('training.rooms.note')}>
        <ul className="rooms">
          {plan.rooms.map(({ id, name }, index) => (
            <li key={id}>
              <TextField
                label={t('training.rooms.name', { number: index + 1 })}
                value={name}
                onChange={(text) => setRoom(id, text)}
                disabled={disabled}
              />
              {plan.rooms.length > 1 && !inUse.has(id) && !disabled && (
                <Button kind="quiet" onPress={() => onChange({ rooms: plan.rooms.filter((room) => room.id !== id) })}>
                  {t('training.rooms.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {!disabled && (
          <p>
            <Button icon="larger" onPress={() => onChange({ rooms: [...plan.rooms, { id: newId(), name: '' }] })}>
              {t('training.rooms.add')}
            </Button>
          </p>
        )}
      </Section>
      {used.size > 0 && (
        <Section title={t('training.plan.numbers')} note={t('training.plan.numbers-note')}>
          <div className="form-row">
            {[...used].map((scheme) => (
              <TextField
                key={scheme}
                label={names.scheme(scheme)}
                value={plan.numbers[scheme] ?? ''}
                onChange={(number) => onChange({ numbers: { ...plan.numbers, [scheme]: number } })}
                disabled={disabled}
              />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}
