import { useState } from 'react';
import type { HeldPerson } from '../../../main/api/schema/membership.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useCandidates } from '../../reception/use-candidates.ts';
import { useWords } from '../../words/words.tsx';
import { LaterForm } from './later-form.tsx';
import type { PanelProps } from './panel-props.ts';

/** Receives somebody after the event: found on the lists, or written down. */
export function LaterPanel({ seminar, onChanged, onClose }: PanelProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<HeldPerson | 'newcomer' | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const found = useCandidates(text.trim());
  const choose = (person: HeldPerson | 'newcomer') => {
    setDone(null);
    setChosen(person);
  };
  return (
    <SidePanel title={t('training.tools.later')} about="later" onClose={onClose}>
      {chosen === null ? (
        <>
          <p>{t('training.later.note')}</p>
          <TextField label={t('training.later.search')} note={t('training.later.search-note')} value={text} onChange={setText} />
          <ul className="candidates">
            {found.persons.map((person) => (
              <li key={person.person}>
                <button type="button" className="candidate" onClick={() => choose(person)}>
                  <strong>{person.name}</strong>
                  <span>{person.kana}</span>
                  <span className="quiet">{[person.registration, person.affiliation].filter(Boolean).join('　')}</span>
                </button>
              </li>
            ))}
          </ul>
          {text.trim() !== '' && found.text === text.trim() && found.persons.length === 0 && <p>{t('training.later.nobody')}</p>}
          <p>
            <Button kind="quiet" onPress={() => choose('newcomer')}>
              {t('training.later.newcomer')}
            </Button>
          </p>
          {done && <Done>{done}</Done>}
        </>
      ) : (
        <>
          {chosen !== 'newcomer' && <h3>{chosen.name}</h3>}
          <LaterForm
            seminar={seminar}
            person={chosen === 'newcomer' ? null : chosen}
            onDone={() => {
              setDone(t('training.later.done'));
              setText('');
              onChanged();
            }}
            onEnd={() => setChosen(null)}
          />
        </>
      )}
    </SidePanel>
  );
}
