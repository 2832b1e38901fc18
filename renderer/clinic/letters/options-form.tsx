import { useState } from 'react';
import type { LetterOptions } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Icon } from '../../design/icon.tsx';
import { Select } from '../../design/select.tsx';
import { Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { isRight } from './field-rules.ts';
import { LIST } from './letter-address.ts';
import { PartyFields } from './party-fields.tsx';

const JOINERS = ['^', '-'] as const;

/** What is the same in each letter: who writes, and how identifiers are joined. */
export function OptionsForm() {
  const { desk } = useDesk();
  const known = useAnswer(() => desk.letters.options(), [desk]);
  if (known.failure) return <ErrorPanel failure={known.failure} onRetry={known.ask} />;
  return known.value && <Fields known={known.value} />;
}

function Fields({ known }: { readonly known: LetterOptions }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [options, setOptions] = useState(known);
  const [done, setDone] = useState(false);
  const { sender, joiner } = options;
  const right = isRight('institutionNumber', sender.institutionNumber) && isRight('postalCode', sender.postalCode);
  const set = (part: Partial<LetterOptions>) => {
    setDone(false);
    setOptions({ ...options, ...part });
  };
  const save = () =>
    attempt(async () => {
      await desk.letters.setOptions(options);
      setDone(true);
    });
  return (
    <div className="letter-options">
      <p className="letter-head">
        <a className="page-back" href={LIST}>
          <Icon name="previous" size={16} />
          {t('letters.back')}
        </a>
      </p>
      <Section title={t('letters.options.title')} note={t('letters.options.note')}>
        <PartyFields numbered party={sender} onChange={(party) => set({ sender: party })} />
        <Select
          label={t('letters.options.joiner')}
          note={t('letters.options.joiner-note')}
          options={JOINERS.map((id) => ({ id, label: id }))}
          value={joiner}
          onChange={(chosen) => set({ joiner: chosen })}
        />
        <div className="form-actions">
          <Button kind="primary" isDisabled={working || !right} onPress={save}>
            {t('letters.options.save')}
          </Button>
        </div>
        {done && <Done>{t('letters.options.saved')}</Done>}
        {failure && <ErrorPanel failure={failure} />}
      </Section>
    </div>
  );
}
