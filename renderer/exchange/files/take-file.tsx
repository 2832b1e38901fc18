import { useState } from 'react';
import type { EventsFile, TakenEvents } from '../../../main/api/schema/exchange.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { useWords } from '../../words/words.tsx';
import { Sender } from './sender.tsx';

/** Takes a file in: whose it is first, and only then what it holds. */
export function TakeFile() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [looked, setLooked] = useState<{ readonly file: File; readonly says: EventsFile } | null>(null);
  const [taken, setTaken] = useState<TakenEvents | null>(null);
  const place = useLostFocus<HTMLDivElement>(looked);
  const look = (file: File) =>
    attempt(async () => {
      setTaken(null);
      setLooked({ file, says: await desk.exchange.look({ file }) });
    });
  const take = ({ file, says }: NonNullable<typeof looked>) =>
    attempt(async () => {
      setTaken(await desk.exchange.import({ file, ...(says.confirmed ? {} : { fingerprint: says.thumbprint }) }));
      setLooked(null);
    });
  return (
    <div className="stack" ref={place} tabIndex={-1}>
      {looked ? (
        <Sender name={looked.file.name} says={looked.says} working={working} onTake={() => take(looked)} onCancel={() => setLooked(null)} />
      ) : (
        <FileDrop
          compact
          heading={t('exchange.files.drop')}
          note={t('exchange.files.drop-note')}
          choose={t('exchange.files.choose')}
          onFiles={([file]) => file && look(file)}
        />
      )}
      {working && <Progress label={t(looked ? 'exchange.files.importing' : 'exchange.files.looking')} done={null} />}
      {taken && <Done>{t(taken.fresh === 0 ? 'exchange.files.imported-nothing' : 'exchange.files.imported', taken)}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
