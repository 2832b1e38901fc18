import { useState } from 'react';
import type { ListProblemView } from '../../../main/api/schema/hub-administration.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { Select } from '../../design/select.tsx';
import { StatusLine } from '../../design/status.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { useSession } from '../session/session-context.tsx';

const REPORTS = ['statistics', 'ledger', 'labels', 'list', 'pending'] as const;
const FORMATS = ['csv', 'pdf'] as const;
const ENCODINGS = ['utf-8', 'shift_jis'] as const;
const TYPES = { csv: 'text/csv', pdf: 'application/pdf' } as const;

interface DownloadsProps {
  /** `null`: none is chosen. */
  readonly association: string | null;
  readonly day: string;
}

interface Report {
  readonly file: string;
  readonly rows: number;
  readonly problems: readonly ListProblemView[];
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Statistics, ledger, labels and lists as files. */
export function Downloads({ association, day }: DownloadsProps) {
  const { t, language } = useWords();
  const session = useSession();
  const { working, failure, attempt } = useTrying();
  const [what, setWhat] = useState<(typeof REPORTS)[number]>('ledger');
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('csv');
  const [encoding, setEncoding] = useState<(typeof ENCODINGS)[number]>('utf-8');
  const [done, setDone] = useState<Report | null>(null);
  // The member system reads its list as CSV alone.
  const formats = FORMATS.filter((id) => what !== 'list' || id === 'csv');
  const chosen = formats.includes(format) ? format : 'csv';
  const fetchIt = () =>
    attempt(async () => {
      if (association === null) return;
      setDone(null);
      const order = { what, association, day, format: chosen, encoding, language };
      const report = await session.ask<Report>('POST', '/admin/membership/report', order);
      saveCopy(new Blob([bytesOf(report.file)], { type: TYPES[chosen] }), `${what}-${association}-${day}.${chosen}`);
      setDone(report);
    });
  return (
    <div className="stack">
      <div className="hub-row-of-fields">
        <Select
          label={t('hub.files.what')}
          options={REPORTS.map((id) => ({ id, label: t(`hub.files.reports.${id}`) }))}
          value={what}
          onChange={setWhat}
        />
        <Select
          label={t('hub.files.format')}
          options={formats.map((id) => ({ id, label: t(`hub.files.formats.${id}`) }))}
          value={chosen}
          onChange={setFormat}
        />
        {chosen === 'csv' && (
          <Select
            label={t('hub.files.encoding')}
            options={ENCODINGS.map((id) => ({ id, label: t(`hub.files.encodings.${id}`) }))}
            value={encoding}
            onChange={setEncoding}
          />
        )}
      </div>
      {what === 'labels' && <p className="quiet">{t('hub.files.former-name')}</p>}
      <div className="form-actions">
        <Button isDisabled={working || association === null} onPress={fetchIt}>
          {t(working ? 'hub.files.working' : 'hub.files.download')}
        </Button>
      </div>
      {failure && <Told failure={failure} />}
      {done && <Done>{t('hub.files.done', { count: done.rows })}</Done>}
      {done && done.problems.length > 0 && <StatusLine status="warning">{t('hub.files.letters', { count: done.problems.length })}</StatusLine>}
    </div>
  );
}
