import { useState } from 'react';
import type { TokenModules } from '../../../main/api/schema/tokens.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

interface ModuleFormProps {
  readonly modules: TokenModules;
  readonly onChange: () => void;
}

/** Which PKCS#11 module is used, what it shows, and another one in its place; those on record can be taken by a press. */
export function ModuleForm({ modules: { chosen, known }, onChange }: ModuleFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [path, setPath] = useState(chosen?.path ?? '');
  const [done, setDone] = useState<string | null>(null);
  const choose = (next: string | null, said: string) => {
    setDone(null);
    return attempt(async () => {
      await desk.tokens.choose({ path: next });
      setPath(next ?? '');
      setDone(said);
      onChange();
    });
  };
  const wanted = path.trim();
  return (
    <>
      {chosen ? (
        <DefinitionList
          items={[
            { term: t('keys.module.path'), value: chosen.path, code: true },
            { term: t('keys.module.description'), value: chosen.description ?? '—' },
            { term: t('keys.module.tokens'), value: t('keys.module.count', { count: chosen.tokens }) },
          ]}
        />
      ) : (
        <p>{t('keys.module.none')}</p>
      )}
      {chosen?.failure && !failure && <ErrorPanel failure={chosen.failure} />}
      <TextField code label={t('keys.module.path')} note={t('keys.module.path-note')} value={path} onChange={setPath} />
      <div className="settings-actions">
        <Button
          kind="primary"
          isDisabled={working || wanted === '' || wanted === chosen?.path}
          onPress={() => choose(wanted, t('keys.module.saved'))}
        >
          {t('keys.module.choose')}
        </Button>
        {chosen && (
          <Button isDisabled={working} onPress={() => choose(chosen.path, t('keys.module.looked'))}>
            {t('keys.module.again')}
          </Button>
        )}
        {chosen && (
          <Button kind="quiet" isDisabled={working} onPress={() => choose(null, t('keys.module.forgotten'))}>
            {t('keys.module.forget')}
          </Button>
        )}
      </div>
      {working && <Progress label={t('keys.module.working')} done={null} />}
      {done && !working && <Done>{done}</Done>}
      {failure && <ErrorPanel failure={failure} />}
      {known.length > 0 && (
        <>
          <h3>{t('keys.module.known')}</h3>
          <ul className="settings-list">
            {known.map(({ path: place, name, source, installed }) => (
              <li key={place} className="settings-item">
                <strong>{name}</strong>
                <code>{place}</code>
                <p className="quiet">
                  {t(installed ? 'keys.module.installed' : 'keys.module.not-installed')} {t('keys.module.known-source', { source })}
                </p>
                <Button onPress={() => setPath(place)}>{t('keys.module.take')}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
