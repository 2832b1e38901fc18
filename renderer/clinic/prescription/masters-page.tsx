import { useState } from 'react';
import type { Master, MasterKind } from '../../../main/api/schema/prescriptions.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TestMark } from '../../design/status.tsx';
import { go } from '../../frame/routes.ts';
import { dateAndTime } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { MasterImport } from './master-import.tsx';
import { RefusedLines } from './refused-lines.tsx';

const KINDS: readonly MasterKind[] = ['drug', 'usage', 'limit'];

function MasterFacts({ master }: { readonly master: Master }) {
  const { t, language } = useWords();
  return (
    <>
      {master.demonstration && (
        <p>
          <TestMark>{t('prescription.masters.demonstration')}</TestMark>
        </p>
      )}
      <DefinitionList
        items={[
          { term: t('prescription.masters.file'), value: `${master.name}　${t('prescription.masters.entries', { count: master.entries })}` },
          { term: t('prescription.masters.version'), value: master.version || t('compose.not-told') },
          { term: t('prescription.masters.source'), value: master.source || t('compose.not-told') },
          { term: t('prescription.masters.imported-at'), value: dateAndTime(master.importedAt, language) },
        ]}
      />
      <RefusedLines refused={master.refused} />
    </>
  );
}

/** Which codes there are, of when and from where, and how others come in. */
export function MastersPage() {
  const { t } = useWords();
  const { desk } = useDesk();
  const list = useAnswer(() => desk.prescriptions.masters.list(), [desk]);
  const { working, failure, attempt } = useTrying();
  const [done, setDone] = useState('');
  const [importing, setImporting] = useState<MasterKind | null>(null);
  const finish = (words: string) => {
    setDone(words);
    setImporting(null);
    list.ask();
  };
  const masters = list.value ?? [];
  return (
    <div className="compose-single">
      <div className="form-actions">
        <Button icon="previous" onPress={() => go('clinic', 'prescription')}>
          {t('compose.back')}
        </Button>
      </div>
      <h2>{t('prescription.masters.title')}</h2>
      <p className="quiet">{t('prescription.masters.note')}</p>
      {done && <Done>{done}</Done>}
      {[list.failure, failure].map((one) => one && <ErrorPanel key={one.code} failure={one} />)}
      {list.value &&
        KINDS.map((kind) => {
          const master = masters.find((one) => one.kind === kind);
          return (
            <section key={kind} className="card" aria-label={t(`prescription.masters.kinds.${kind}`)}>
              <h3>{t(`prescription.masters.kinds.${kind}`)}</h3>
              {master ? <MasterFacts master={master} /> : <p>{t('prescription.masters.not-imported')}</p>}
              {importing === kind ? (
                <MasterImport kind={kind} onDone={(name) => finish(t('prescription.masters.done', { name }))} onCancel={() => setImporting(null)} />
              ) : (
                <div className="form-actions">
                  <Button onPress={() => setImporting(kind)}>{t('prescription.masters.import')}</Button>
                  {master && (
                    <Button
                      kind="quiet"
                      isDisabled={working}
                      onPress={() =>
                        attempt(async () => {
                          await desk.prescriptions.masters.remove({ kind });
                          list.ask();
                        })
                      }
                    >
                      {t('prescription.masters.remove')}
                    </Button>
                  )}
                </div>
              )}
            </section>
          );
        })}
      {list.value && masters.every(({ demonstration }) => demonstration) && masters.length < KINDS.length && (
        <section className="card">
          <p>{t('prescription.masters.try-note')}</p>
          <div>
            <Button
              isDisabled={working}
              onPress={() =>
                attempt(async () => {
                  await desk.prescriptions.masters.demonstrate();
                  finish(t('prescription.masters.done-demonstration'));
                })
              }
            >
              {t('prescription.masters.try')}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}
