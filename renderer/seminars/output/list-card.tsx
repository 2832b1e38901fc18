import { useState } from 'react';
import type { ColumnProfile, ExportOrder } from '../../../main/api/schema/training.ts';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

const FORMATS = ['csv', 'xlsx', 'pdf'] as const satisfies readonly ExportOrder['format'][];
export const ENCODINGS = ['utf-8', 'shift_jis'] as const satisfies readonly ExportOrder['encoding'][];

/** The list of participants: as CSV or Excel in the columns of a profile, or as a PDF to print. */
export function ListCard({ seminar, profiles }: { readonly seminar: string; readonly profiles: readonly ColumnProfile[] }) {
  const { t, language } = useWords();
  const exporting = useExport();
  const own = profiles.filter(({ use }) => use === 'participants');
  const [format, setFormat] = useState<ExportOrder['format']>('csv');
  const [profile, setProfile] = useState(own[0]?.id ?? '');
  const [encoding, setEncoding] = useState<(typeof ENCODINGS)[number]>('utf-8');
  const source = own.find(({ id }) => id === profile)?.source;
  const make = (replaceLetters: boolean) =>
    exporting.make({
      seminar,
      what: 'participants',
      format,
      language,
      ...(format === 'pdf' ? {} : { profile }),
      ...(format === 'csv' ? { encoding, replaceLetters } : {}),
    });
  return (
    <section className="card" aria-label={t('training.output.participants.title')}>
      <h3>{t('training.output.participants.title')}</h3>
      <p>{t('training.output.participants.note')}</p>
      <div className="form-row">
        <Select
          label={t('training.output.format')}
          options={FORMATS.map((id) => ({ id, label: t(`training.output.formats.${id}`) }))}
          value={format}
          onChange={setFormat}
        />
        {format !== 'pdf' && (
          <Select
            label={t('training.output.profile')}
            options={own.map(({ id, name }) => ({ id, label: name[language] }))}
            value={profile}
            onChange={setProfile}
          />
        )}
        {format === 'csv' && (
          <Select
            label={t('training.output.encoding')}
            options={ENCODINGS.map((id) => ({ id, label: t(`training.encoding.${id}`) }))}
            value={encoding}
            onChange={setEncoding}
          />
        )}
      </div>
      {format !== 'pdf' && source && <p className="source">{t('training.source', { source })}</p>}
      <p>
        <Button isDisabled={exporting.working} onPress={() => make(false)}>
          {t('training.output.make')}
        </Button>
      </p>
      <ExportOutcome exporting={exporting} onReplace={() => make(true)} />
    </section>
  );
}
