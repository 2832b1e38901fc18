import { useState } from 'react';
import type { MasterColumns, MasterKind, MasterPreview } from '../../../main/api/schema/prescriptions.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { RefusedLines } from './refused-lines.tsx';

interface MasterImportProps {
  readonly kind: MasterKind;
  readonly onDone: (name: string) => void;
  readonly onCancel: () => void;
}

const NONE = '-';

/** A file of codes: chosen, looked at, its columns confirmed where nobody laid them down, and only then imported. */
export function MasterImport({ kind, onDone, onCancel }: MasterImportProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<MasterPreview | null>(null);
  const [version, setVersion] = useState('');
  const [source, setSource] = useState('');

  const look = (chosen: File, columns?: MasterColumns) =>
    attempt(async () => {
      const seen = await desk.prescriptions.masters.inspect({ kind, file: chosen, ...(columns && { columns }) });
      setFile(chosen);
      setPreview(seen);
      if (!columns) setVersion(seen.version);
    });
  const apply = () =>
    attempt(async () => {
      if (!file || !preview) return;
      const columns = preview.headings.length > 0 ? { columns: preview.columns } : {};
      await desk.prescriptions.masters.import({ kind, file, version, source, ...columns });
      onDone(file.name);
    });
  const setColumn = (field: string, id: string) => {
    if (!file || !preview) return;
    const { [field]: _before, ...others } = preview.columns;
    void look(file, id === NONE ? others : { ...others, [field]: Number(id) });
  };
  return (
    <div className="form-panel">
      <p className="quiet">{t(`prescription.masters.notes.${kind}`)}</p>
      {!preview && (
        <FileDrop
          compact
          heading={t('prescription.masters.drop')}
          choose={t('prescription.masters.choose')}
          accept={['.csv', '.txt', '.tsv']}
          onFiles={([chosen]) => chosen && look(chosen)}
        />
      )}
      {working && <Progress label={t('compose.reading')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
      {preview && (
        <>
          <p className="answer">{t('prescription.masters.read-as', { encoding: preview.encoding, count: preview.entries })}</p>
          {preview.headings.length > 0 && (
            <fieldset className="compose-part">
              <legend>{t('prescription.masters.columns')}</legend>
              <p className="quiet">{t('prescription.masters.columns-note')}</p>
              <div className="form-row">
                {preview.fields.map(({ id, needed }) => {
                  const field = t(knownKey(`prescription.masters.fields.${id}`) ?? 'prescription.masters.fields.name');
                  return (
                    <Select
                      key={id}
                      label={needed ? t('prescription.masters.needed', { field }) : field}
                      options={[
                        { id: NONE, label: t('prescription.masters.no-column') },
                        ...preview.headings.map((heading, index) => ({ id: String(index), label: `${index + 1}　${heading}` })),
                      ]}
                      value={preview.columns[id] === undefined ? NONE : String(preview.columns[id])}
                      onChange={(column) => setColumn(id, column)}
                    />
                  );
                })}
              </div>
            </fieldset>
          )}
          {preview.sample.length > 0 && (
            <div>
              <h4>{t('prescription.masters.sample')}</h4>
              <ul lang="ja">
                {preview.sample.map(({ code, name }) => (
                  <li key={code}>
                    <code>{code}</code>　{name}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <RefusedLines refused={preview.refused} />
          <div className="form-row">
            <TextField label={t('prescription.masters.version')} value={version} onChange={setVersion} />
            <TextField label={t('prescription.masters.source')} value={source} onChange={setSource} />
          </div>
        </>
      )}
      <div className="form-actions">
        {preview && (
          <Button kind="primary" onPress={apply} isDisabled={working || preview.entries === 0}>
            {t('prescription.masters.import')}
          </Button>
        )}
        <Button onPress={onCancel}>{t('prescription.masters.cancel')}</Button>
      </div>
    </div>
  );
}
