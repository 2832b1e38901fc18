import type { Duty } from '../../main/api/schema/application.ts';
import { Checkbox } from '../design/choice.tsx';
import { DUTIES } from '../frame/duties.ts';
import { useWords } from '../words/words.tsx';

interface DutyChoiceProps {
  readonly duties: readonly Duty[];
  readonly onChange: (duties: Duty[]) => void;
}

/** What is done at this computer; the last one stays. */
export function DutyChoice({ duties, onChange }: DutyChoiceProps) {
  const { t } = useWords();
  return (
    <fieldset className="choices">
      <legend>{t('settings.duties.title')}</legend>
      <p className="quiet">{t('settings.duties.note')}</p>
      {DUTIES.map((duty) => (
        <Checkbox
          key={duty}
          label={t(`settings.duties.${duty}`)}
          on={duties.includes(duty)}
          disabled={duties.length === 1 && duties.includes(duty)}
          onChange={(on) => onChange(DUTIES.filter((each) => (each === duty ? on : duties.includes(each))))}
        />
      ))}
    </fieldset>
  );
}
